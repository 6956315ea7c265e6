import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { english } from '../../src/shared/text/en/english.ts'
import { fill } from '../../src/shared/text/fill.ts'
import { german } from '../../src/shared/text/de/german.ts'
import type { Words } from '../../src/shared/text/words.ts'
import { expect, test } from './fixture.ts'

const jane = 'Jane Doe'
const pins = { first: '73519420', second: '94027153' }

/** A window in one language, and what a person does with it. */
class Hands {
  readonly words: Words
  readonly #page: Page

  constructor(page: Page, words: Words) {
    this.#page = page
    this.words = words
  }

  async sees(title: string, values: object = {}): Promise<void> {
    const name = fill(title, { name: jane, ...values })
    const heading = this.#page.getByRole('heading', { level: 1, name, exact: true })
    await expect(heading).toBeVisible({ timeout: 30_000 })
    const { violations } = await new AxeBuilder({ page: this.#page }).setLegacyMode(true).analyze()
    expect.soft(violations.map(({ id }) => `${title}: ${id}`)).toEqual([])
  }

  /** Presses until it counts: for a moment after a change of screen nothing does. */
  async presses(keys: string, leads: () => Promise<void>): Promise<void> {
    await expect(async () => {
      await this.#page.keyboard.press(keys)
      await leads()
    }).toPass()
  }

  async comesBack(keys = 'Control+Enter'): Promise<void> {
    const { desk } = this.words
    await this.presses(keys, async () => {
      const heading = this.#page.getByRole('heading', { level: 1, name: desk.title, exact: true })
      await expect(heading).toBeVisible({ timeout: 1500 })
    })
  }

  async clicks(label: string): Promise<void> {
    await this.#page.getByRole('button', { name: label, exact: true }).click()
  }

  async choosesPin(pin: string): Promise<void> {
    const { pin: asked } = this.words.ask
    await this.sees(asked.title)
    await this.#page.getByLabel(asked.field.label, { exact: true }).fill(pin)
    await this.#page.getByLabel(asked.repeat.label).fill(pin)
    await this.clicks(this.words.commands['send-pin'].label)
  }

  async confirmsErase(): Promise<void> {
    const { title, field, confirmation } = this.words.ask.erase
    await this.sees(title)
    await this.#page.getByLabel(fill(field.label, confirmation)).fill(confirmation.word)
    await this.clicks(this.words.commands['erase-key'].label)
  }

  /** Pulls a simulated key, or plugs it in. */
  async switches(key: 'Key 1' | 'Key 2'): Promise<void> {
    await this.#page.getByRole('switch', { name: key }).click()
  }

  /** From the line of the issuance that was changed last. */
  async chooses(action: string): Promise<void> {
    const more = fill(this.words.panel.more.label, { name: jane })
    await this.#page.getByRole('button', { name: more, exact: true }).first().click()
    await this.#page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  async confirms(change: keyof Words['confirm']): Promise<void> {
    const { title, confirm, typed } = this.words.confirm[change]
    await this.sees(title)
    if (typed) {
      const label = fill(typed.field.label, typed.confirmation)
      await this.#page.getByLabel(label).fill(typed.confirmation.word)
    }
    await this.clicks(confirm.label)
  }

  async comesBackInserted(): Promise<void> {
    await this.sees(this.words.acts['reinsert-key'].title)
    await this.switches('Key 1')
    await expect(this.#page.getByRole('switch', { name: 'Key 1' })).not.toBeChecked()
    await this.#page.waitForTimeout(600)
    await this.switches('Key 1')
  }
}

for (const [words, language] of [
  [english, 'English'],
  [german, 'Deutsch'],
] as const) {
  test(`the whole life of a key, in ${language}`, async ({ open }) => {
    test.setTimeout(240_000)
    const { page } = await open('--demo')
    const hands = new Hands(page, words)
    const choice = page.getByText(language, { exact: true })
    await hands.presses('Alt+9', () => choice.click({ timeout: 1500 }))
    await hands.comesBack('Alt+1')
    const { commands, changed, procedures } = words

    await hands.sees(words.desk.title)
    await page.getByRole('combobox').fill('jane')
    await page.getByRole('option', { name: jane }).click()
    await hands.sees(words.issue.title)
    await page.getByText('Walk-in desk').click()
    await hands.clicks(commands.start.label)
    await hands.choosesPin(pins.first)
    await hands.sees(words.done.title)
    await hands.comesBack()

    await hands.clicks(commands['whose-key'].label)
    await hands.sees(words.report.holder.title)
    await hands.comesBack()

    await hands.clicks(commands['set-pin'].label)
    await hands.sees(words.ask.enterPin.title)
    await page.getByLabel(words.ask.enterPin.field.label, { exact: true }).fill(pins.first)
    await hands.clicks(commands['send-pin'].label)
    await hands.choosesPin(pins.second)
    await hands.sees(changed['pin-changed'].title)
    await hands.comesBack()

    for (const [change, end] of [
      ['inactivate', 'inactivated'],
      ['reactivate', 'reactivated'],
    ] as const) {
      await hands.chooses(procedures[change].label)
      await hands.confirms(change)
      await hands.sees(changed[end].title)
      await hands.comesBack()
    }

    await hands.clicks(commands['reset-pin'].label)
    await page.getByText(words.resetPin.forgotten.label, { exact: true }).click()
    await hands.confirmsErase()
    await hands.comesBackInserted()
    await hands.choosesPin(pins.first)
    await hands.sees(words.done.title)
    await hands.comesBack()

    await hands.switches('Key 1')
    await hands.switches('Key 2')
    await hands.chooses(procedures['replace-key'].label)
    await hands.confirms('replace')
    await hands.choosesPin(pins.second)
    await hands.sees(words.done.title)
    await hands.comesBack()

    await hands.switches('Key 2')
    await hands.chooses(procedures.revoke.label)
    await hands.confirms('revoke')
    await hands.sees(changed.revoked.title)
    await hands.comesBack()

    const factors = await page.evaluate(async () => {
      const reply = await window.station.request('station.snapshot', null)
      return reply.ok ? reply.value.simulator?.factors : null
    })
    expect(factors?.filter(({ login }) => login === 'jane.doe@example.com')).toEqual([])
  })
}
