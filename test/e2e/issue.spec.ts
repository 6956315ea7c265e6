import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { typeAsKey } from '../support/type-as-key.ts'
import { expect, test } from './fixture.ts'
import { projectFolder } from './launch.ts'

const pictures = join(projectFolder, 'screenshots/issue')
mkdirSync(pictures, { recursive: true })

/** Slower than any key types, as quick as a person can. */
const typing = { delay: 45 }
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string) => page.getByRole('button', { name })

async function findJane(page: Page): Promise<void> {
  await page.getByRole('combobox').fill('jane')
  await page.getByRole('option', { name: 'Jane Doe' }).click()
  await expect(heading(page, 'Issue a key to Jane Doe')).toBeVisible()
}

async function start(page: Page, template: 'Walk-in desk' | 'Hand-over with a random PIN') {
  await findJane(page)
  await page.getByText(template).click()
  await button(page, 'Issue the key').click()
}

async function touchByHand(page: Page): Promise<void> {
  await page.getByRole('switch', { name: 'Touch by hand' }).click()
  await expect(page.getByRole('switch', { name: 'Touch by hand' })).toBeChecked()
}

async function choosePin(page: Page, pin: string): Promise<void> {
  await expect(heading(page, 'Choose a PIN for your key')).toBeVisible()
  await page.getByLabel('Your PIN').fill(pin)
  await page.getByLabel('The same PIN again').fill(pin)
  await button(page, 'Use this PIN').click()
}

/** Presses until it counts: for a moment after a change of screen nothing does. */
async function press(
  page: Page,
  keys: string,
  until: (options: { timeout: number }) => Promise<void>,
): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(keys)
    await until({ timeout: 1500 })
  }).toPass()
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) })
  }
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
}

test('a key with a random PIN, by mouse: issued, handed over, on record at Okta', async ({
  open,
}) => {
  const { page } = await open('--demo')
  await expect(page.getByText('Simulated', { exact: true })).toBeVisible()
  await takePictures(page, '1-before')
  await touchByHand(page)
  await start(page, 'Hand-over with a random PIN')

  await expect(heading(page, 'Touch the key now')).toBeFocused()
  await takePictures(page, '2-during')
  await button(page, 'Touch').click()

  await expect(heading(page, 'The key is ready')).toBeFocused()
  await button(page, 'Show the PIN').click()
  await expect(page.getByRole('region', { name: 'The PIN for Jane Doe' })).toHaveText(/^\d{6}$/u)
  await takePictures(page, '3-after')
  await button(page, 'PIN handed over').click()
  await expect(page.getByText('the station has forgotten it')).toBeVisible()
  await expect(page.getByRole('region', { name: 'The PIN for Jane Doe' })).toHaveCount(0)

  const { credential, factor } = await factsOf(page)
  await button(page, 'Next person').click()
  await expect(page.getByRole('combobox')).toBeFocused()
  await expect(page.getByRole('row', { name: /Jane Doe/u })).toContainText('Active')
  const factors = await page.evaluate(async () => {
    const reply = await window.station.request('station.snapshot', null)
    return reply.ok ? reply.value.simulator?.factors : undefined
  })
  expect(factors).toContainEqual({
    id: factor,
    login: 'jane.doe@example.com',
    status: 'ACTIVE',
    credentialId: credential,
  })
})

async function factsOf(page: Page): Promise<{ credential: string; factor: string }> {
  await button(page, 'Details').click()
  const fact = (label: string) =>
    page.locator('dl > div').filter({ hasText: label }).locator('dd').innerText()
  return { credential: await fact('Credential'), factor: await fact('Factor') }
}

test('a key with a PIN of the holder, by keyboard alone', async ({ open }) => {
  const { page } = await open('--demo')
  await expect(page.getByRole('combobox')).toBeFocused()
  await press(page, 'Alt+b', (options) =>
    expect(page.getByRole('switch', { name: 'Touch by hand' })).toBeChecked(options),
  )
  await page.keyboard.type('jane.d', typing)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Issue a key to Jane Doe')).toBeFocused()
  await press(page, 'Control+Enter', (options) =>
    expect(page.getByLabel('Your PIN')).toBeFocused(options),
  )

  await expect(async () => {
    await page.getByLabel('Your PIN').fill('')
    await page.keyboard.type('24680', typing)
    await expect(page.getByLabel('Your PIN')).toHaveValue('24680', { timeout: 500 })
  }).toPass()
  await page.keyboard.press('Tab')
  await page.keyboard.type('24680', typing)
  await page.keyboard.press('Enter')

  await expect(heading(page, 'Touch the key now')).toBeFocused()
  await press(page, 'Alt+t', (options) =>
    expect(heading(page, 'The key is ready')).toBeFocused(options),
  )
  await press(page, 'Control+Enter', (options) =>
    expect(page.getByRole('combobox')).toBeFocused(options),
  )
  await expect(page.getByRole('row', { name: /Jane Doe/u })).toContainText('Active')
})

test('a PIN too short is said beside the field, and never sent', async ({ open }) => {
  const { page } = await open('--demo')
  await start(page, 'Walk-in desk')
  await choosePin(page, '123')
  await expect(page.getByText('does not meet every rule yet')).toBeVisible()
  await expect(heading(page, 'Choose a PIN for your key')).toBeVisible()
  await choosePin(page, '1234')
  await expect(heading(page, 'The key is ready')).toBeVisible()
})

test('nobody by that name', async ({ open }) => {
  const { page } = await open('--demo')
  await page.getByRole('combobox').fill('nobody-of-that-name')
  await expect(page.getByText('Nobody called “nobody-of-that-name”')).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(0)
})

test('people who cannot get a key are shown with the reason, and cannot be chosen', async ({
  open,
}) => {
  const { page } = await open('--demo')
  await page.getByRole('combobox').fill('s')
  const suspended = page.getByRole('option').filter({ hasText: 'Suspended' }).first()
  await expect(suspended).toContainText('End the suspension at Okta first.')
  await expect(suspended).toHaveAttribute('aria-disabled', 'true')
})

test('a key pulled during the touch ends in words about the key, and can be tried again', async ({
  open,
}) => {
  const { page } = await open('--demo')
  await touchByHand(page)
  await start(page, 'Hand-over with a random PIN')
  await expect(heading(page, 'Touch the key now')).toBeVisible()
  await page.getByRole('switch', { name: 'Key 1' }).click()
  await expect(page.getByRole('alert')).toContainText('The key was removed too early')
  await expect(page.getByText('The key now')).toBeVisible()
  await takePictures(page, '4-pulled')
  await button(page, 'Start again').click()
  await expect(heading(page, 'Issue a key to Jane Doe')).toBeFocused()
})

test('two keys: one has to go before anything is done', async ({ open }) => {
  const { page } = await open('--demo')
  await page.getByRole('switch', { name: 'Key 2' }).click()
  await expect(page.getByText('2 keys')).toBeVisible()
  await start(page, 'Hand-over with a random PIN')
  await expect(heading(page, 'Leave only one key in')).toBeFocused()
  await page.getByRole('switch', { name: 'Key 2' }).click()
  await expect(heading(page, 'The key is ready')).toBeVisible()
})

test('a key that is not blank is erased only after the typed word', async ({ open }) => {
  const { page } = await open('--demo')
  await start(page, 'Hand-over with a random PIN')
  await expect(heading(page, 'The key is ready')).toBeVisible()
  await button(page, 'Next person').click()
  await start(page, 'Hand-over with a random PIN')
  await expect(heading(page, 'Erase this key?')).toBeVisible()
  await expect(button(page, 'Keep the key as it is')).toBeFocused()
  await takePictures(page, '5-erase')
  await button(page, 'Erase the key').click()
  await expect(page.getByText('Type “erase” to go on')).toBeVisible()
  await page.getByLabel('To erase it, type “erase”').fill('erase')
  await button(page, 'Erase the key').click()
  await expect(heading(page, /The key is ready|insert it again/u)).toBeVisible()
})

test('a security key that types into every activity changes nothing', async ({ open }) => {
  const { page } = await open('--demo')
  await touchByHand(page)
  await typeInVain(page)
  await page.getByRole('switch', { name: 'Key 1' }).click()
  await findJane(page)
  await typeInVain(page)
  await button(page, 'Issue the key').click()

  await expect(heading(page, 'Insert the key')).toBeVisible()
  await typeInVain(page)
  await page.getByRole('switch', { name: 'Key 1' }).click()

  await expect(heading(page, 'Choose a PIN for your key')).toBeVisible()
  await typeInVain(page)
  await expect(page.getByLabel('Your PIN')).toHaveValue('')
  await choosePin(page, '24680')

  await expect(heading(page, 'Touch the key now')).toBeVisible()
  await typeInVain(page)
  await button(page, 'Touch').click()

  await expect(heading(page, 'The key is ready')).toBeVisible()
  await typeInVain(page)
})

/** A key types while the screen is up: it is told, and the screen is the same afterwards. */
async function typeInVain(page: Page): Promise<void> {
  const before = await page.locator('body').getAttribute('data-scene')
  await typeAsKey(page)
  await expect(page.getByText(/A security key typed that|Typing is ignored/u)).toHaveCount(2)
  expect(await page.locator('body').getAttribute('data-scene')).toBe(before)
}
