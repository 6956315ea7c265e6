import { join } from 'node:path'
import { expect, test as base, type Browser, type Page } from '@playwright/test'
import type { StationSnapshot } from '../../src/shared/contract.ts'
import type { RunSnapshot } from '../../src/shared/run.ts'
import { launchBrowser } from '../renderer/support/browser.ts'
import {
  causes,
  desk,
  failure,
  outcome,
  people,
  runAt,
  sampleNow,
  withRun,
} from '../renderer/support/samples.ts'
import { buildWindow, openWindow, serveWindow } from '../renderer/support/served-window.ts'
import { typeAsKey } from '../support/type-as-key.ts'

interface Shared {
  readonly browser: Browser
  readonly built: string
}

/** The window on a scripted station: what it does with each snapshot, and what it asks for. */
const test = base.extend<
  { show: (snapshot: StationSnapshot) => Promise<Page> },
  { shared: Shared }
>({
  shared: [
    async ({ playwright }, use) => {
      const built = await buildWindow(join(import.meta.dirname, '../../out/scripted-window'))
      const browser = await launchBrowser(playwright.chromium)
      await use({ browser, built })
      await browser.close()
    },
    { scope: 'worker' },
  ],
  show: async ({ shared }, use) => {
    const context = await shared.browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' })
    await serveWindow(context, shared.built)
    await use(async (snapshot) => {
      const page = await context.newPage()
      await openWindow(page, { snapshot, people, now: sampleNow })
      return page
    })
    await context.close()
  },
})

const push = (page: Page, run: RunSnapshot | null): Promise<void> =>
  page.evaluate((next) => window.pushSnapshot(next), run === null ? desk : withRun(run))

const askedFor = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.asked.map(({ name }) => name))

const touch = runAt('create-credential', {
  kind: 'act',
  step: 'create-credential',
  act: 'touch-key',
  hold: false,
  why: 'create',
})

const choosePin = (questionId: string, isRefused: boolean): RunSnapshot =>
  runAt('set-pin', {
    kind: 'ask',
    step: 'set-pin',
    questionId,
    question: {
      kind: 'choose-pin',
      minimumLength: 4,
      maximumBytes: 63,
      refused: isRefused ? causes['pin-policy'] : null,
    },
  })

test('Escape stops a run where that is safe', async ({ show }) => {
  const page = await show(withRun(touch))
  await page.keyboard.press('Escape')
  await expect.poll(() => askedFor(page)).toContain('runs.cancel')
})

test('where it is not safe, the button is held, and Escape says the same as the button', async ({
  show,
}) => {
  const held = runAt('set-pin', { kind: 'working', step: 'set-pin' }, { cancellable: false })
  const page = await show(withRun(held))
  const why = 'The key has no PIN yet. Stopping now would leave it unprotected.'
  const stop = page.getByRole('button', { name: 'Stop' })
  await expect(stop).toHaveAttribute('aria-disabled', 'true')
  await expect(stop).toHaveAccessibleDescription(why)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('status')).toHaveText(why)
  expect(await askedFor(page)).not.toContain('runs.cancel')
})

test('each change of screen moves the focus to its heading and is announced', async ({ show }) => {
  const page = await show(withRun(touch))
  await expect(page.getByRole('heading', { name: 'Touch the key now' })).toBeFocused()
  await expect(page.getByRole('status')).toHaveText(/^Touch the key now\./u)
  await push(page, runAt(null, { kind: 'done', outcome }))
  await expect(page.getByRole('heading', { name: 'The key is ready' })).toBeFocused()
  await expect(page.getByRole('status')).toHaveText(/^The key is ready\./u)
})

test('a failure is an alert, said once, with the state of the key', async ({ show }) => {
  const page = await show(withRun(touch))
  await push(
    page,
    runAt('create-credential', {
      kind: 'failed',
      step: 'create-credential',
      failure: failure('key-removed', { keyState: 'unknown' }),
    }),
  )
  await expect(page.getByRole('alert')).toContainText('The key was removed too early')
  await expect(page.getByRole('status')).toBeEmpty()
  await expect(page.getByText('It is not certain what it holds')).toBeVisible()
})

test('during an act nothing that presses has the focus, and Enter presses nothing', async ({
  show,
}) => {
  const page = await show(withRun(touch))
  await page.getByRole('button', { name: 'Stop' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  await expect(page.getByText('Typing is ignored').last()).toBeVisible()
  expect(await askedFor(page)).not.toContain('runs.cancel')
})

test('a question asked again keeps its screen; the reason is beside the field, which has the focus', async ({
  show,
}) => {
  const page = await show(withRun(choosePin('q1', false)))
  const field = page.getByLabel('Your PIN')
  await field.evaluate((element) => Object.assign(element, { isTheSame: true }))
  await push(page, runAt('set-pin', { kind: 'working', step: 'set-pin' }))
  await push(page, choosePin('q2', true))
  await expect(field).toBeFocused()
  await expect(field).toHaveAccessibleDescription(/too simple for this key/u)
  expect(await field.evaluate((element) => 'isTheSame' in element)).toBe(true)
})

test('a typed PIN goes out as bytes in NFC, is wiped, and stays nowhere', async ({ show }) => {
  const page = await show(withRun(choosePin('q1', false)))
  const pin = 'caf\u00e9-marker-7301'
  await page.getByLabel('Your PIN').fill('cafe\u0301-marker-7301')
  await page.getByLabel('The same PIN again').fill(pin)
  await page.getByRole('button', { name: 'Use this PIN' }).click()
  await expect.poll(() => askedFor(page)).toContain('runs.answer')

  const sent = await page.evaluate(() => {
    const asked = window.asked.find(({ name }) => name === 'runs.answer')
    const bytesOf = (input: unknown) => (input as { answer: { pin: Uint8Array } }).answer.pin
    return {
      text: new TextDecoder().decode(bytesOf(asked?.copy)),
      left: [...bytesOf(asked?.input)],
    }
  })
  expect(sent.text).toBe(pin)
  expect(new Set(sent.left)).toEqual(new Set([0]))
  await expect(page.getByLabel('Your PIN')).toHaveValue('')
  expect(await findInWindow(page, 'marker-7301')).toEqual([])
})

test('a shown PIN is in the page only, and leaves it when it is hidden and when one goes on', async ({
  show,
}) => {
  const page = await show(withRun(runAt(null, { kind: 'done', outcome })))
  const showPin = page.getByRole('button', { name: 'Show the PIN' })
  await showPin.click()
  await expect(page.getByText('482')).toBeVisible()
  expect(await findInWindow(page, '482913')).toEqual(['DOM'])
  await page.getByRole('button', { name: 'Hide the PIN' }).click()
  await expect(showPin).toBeVisible()
  expect(await findInWindow(page, '482913')).toEqual([])
  await showPin.click()
  await expect(page.getByText('482')).toBeVisible()
  await push(page, null)
  await expect(page.getByRole('combobox')).toBeFocused()
  expect(await findInWindow(page, '482913')).toEqual([])
})

test('the search narrows as one types, and Escape empties it', async ({ show }) => {
  const page = await show(desk)
  await page.getByRole('combobox').fill('jan')
  await expect(page.getByRole('option')).toHaveCount(5)
  await page.getByRole('combobox').fill('jane ')
  await expect(page.getByRole('option')).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox')).toHaveValue('')
  await expect(page.getByRole('option')).toHaveCount(0)
})

test('what a key types is thrown away with its Enter, wherever it goes', async ({ show }) => {
  const page = await show(desk)
  await page.getByRole('combobox').fill('jane')
  await typeAsKey(page)
  await expect(page.getByText('A security key typed that').last()).toBeVisible()
  await expect(page.getByRole('combobox')).toHaveValue('')
  await expect(page.getByRole('option')).toHaveCount(0)

  await push(page, choosePin('q1', false))
  await page.getByLabel('Your PIN').fill('2468')
  await page.getByLabel('The same PIN again').fill('2468')
  await typeAsKey(page)
  await expect(page.getByLabel('The same PIN again')).toHaveValue('')
  await expect(page.getByText('Both are the same')).toContainText('not met yet')
  expect(await askedFor(page)).not.toContain('runs.answer')
})

test('the help lists every key, and nothing else is commanded while it is open', async ({
  show,
}) => {
  const page = await show(withRun(touch))
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await askedFor(page)).not.toContain('runs.cancel')
})

/** Where a text is in the document, its fields, or anything React and the store still hold. */
async function findInWindow(page: Page, text: string): Promise<string[]> {
  return await page.evaluate((marker) => {
    const found = new Set<string>()
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value)
    if ([document.documentElement.textContent, ...fields].some((part) => part.includes(marker))) {
      found.add('DOM')
    }
    const seen = new Set<unknown>()
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'string' && value.includes(marker)) found.add(path)
      if (value instanceof Uint8Array && new TextDecoder().decode(value).includes(marker)) {
        found.add(path)
      }
      if (typeof value !== 'object' || value === null || seen.has(value)) return
      if (value instanceof Node || value instanceof Window) return
      seen.add(value)
      for (const [key, next] of Object.entries(value)) walk(next, `${path}.${key}`)
    }
    const root: object = document.getElementById('root') ?? {}
    for (const [key, value] of Object.entries(root)) {
      if (key.startsWith('__react')) walk(value, 'React')
    }
    return [...found]
  }, text)
}
