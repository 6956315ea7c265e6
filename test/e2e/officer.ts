import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { fill } from '../../src/shared/text/fill.ts'
import type { Words } from '../../src/shared/text/words.ts'
import { expect } from './fixture.ts'
import { Keyboard, type Hands } from './hands.ts'

/** Whom everything is done for. */
const jane = 'Jane Doe'

/** An officer at the desk, in one language and with one kind of hands. */
export class Officer {
  readonly words: Words
  readonly hands: Hands
  readonly #page: Page

  constructor(page: Page, words: Words, hands: Hands) {
    this.#page = page
    this.words = words
    this.hands = hands
  }

  async sees(title: string): Promise<void> {
    await expect(this.#heading(title)).toBeVisible()
    // The screens are the same by keyboard: axe looks at them once.
    if (this.hands instanceof Keyboard) return
    const { violations } = await new AxeBuilder({ page: this.#page }).setLegacyMode(true).analyze()
    expect.soft(violations.map(({ id }) => `${title}: ${id}`)).toEqual([])
  }

  #heading(title: string): Locator {
    const name = fill(title, { name: jane })
    return this.#page.getByRole('heading', { level: 1, name, exact: true })
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true })
  }

  /** Where it stands twice, the one that stands first. */
  async presses(label: string): Promise<void> {
    await this.hands.presses(this.#button(label).first())
  }

  async types(label: string, text: string): Promise<void> {
    await this.hands.types(this.#page.getByLabel(label, { exact: true }), text)
  }

  /** A language is chosen by its own name. */
  async speaks(language: string, first: Words): Promise<void> {
    await this.presses(first.places.settings.label)
    await this.presses(language)
    await this.presses(this.words.shell.desk.label)
  }

  async findsJane(): Promise<void> {
    await this.sees(this.words.desk.title)
    await this.hands.types(this.#page.getByRole('combobox'), 'jane')
    await this.hands.picks(this.#page.getByRole('option', { name: jane }))
    await this.sees(this.words.issue.title)
  }

  async choosesTemplate(name: string): Promise<void> {
    await this.hands.presses(this.#page.getByRole('radio', { name }))
  }

  async goesOn(command: 'start' | 'next-person' | 'close'): Promise<void> {
    await this.hands.goesOn(this.#button(this.words.commands[command].label))
  }

  async typesPin(pin: string): Promise<void> {
    const { enterPin } = this.words.ask
    await this.sees(enterPin.title)
    await this.types(enterPin.field.label, pin)
    await this.presses(this.words.commands['send-pin'].label)
  }

  async choosesPin(pin: string): Promise<void> {
    const { pin: asked } = this.words.ask
    await this.sees(asked.title)
    await this.types(asked.field.label, pin)
    await this.types(asked.repeat.label, pin)
    await this.presses(this.words.commands['send-pin'].label)
  }

  async confirmsErase(): Promise<void> {
    const { title, field, confirmation } = this.words.ask.erase
    await this.sees(title)
    await this.types(fill(field.label, confirmation), confirmation.word)
    await this.presses(this.words.commands['erase-key'].label)
  }

  /** From the line of the issuance that was changed last. */
  async chooses(action: string): Promise<void> {
    const more = fill(this.words.panel.more.label, { name: jane })
    await this.hands.presses(this.#button(more).first())
    await this.hands.presses(this.#page.getByRole('menuitem', { name: action, exact: true }))
  }

  async confirms(change: keyof Words['confirm']): Promise<void> {
    const { title, confirm, typed } = this.words.confirm[change]
    await this.sees(title)
    if (typed) {
      await this.types(fill(typed.field.label, typed.confirmation), typed.confirmation.word)
    }
    await this.presses(confirm.label)
  }

  async resetsPin(pin: 'known' | 'forgotten'): Promise<void> {
    await this.presses(this.words.commands['reset-pin'].label)
    const name = this.words.resetPin[pin].label
    await this.hands.presses(this.#page.getByRole('button', { name }))
  }

  /** Shows the PIN the station made, hands it over, and knows it from then on. */
  async handsPinOver(): Promise<string> {
    await this.presses(this.words.commands['show-pin'].label)
    const shown = this.#page.getByRole('region').getByText(/^\d{6}$/u)
    const pin = (await shown.textContent()) ?? ''
    await this.presses(this.words.commands['hand-over'].label)
    await expect(shown).toHaveCount(0)
    return pin
  }

  /** A key is erased within ten seconds of being inserted: one that just was need not be again. */
  async insertsItAgain(next: string): Promise<void> {
    const { acts } = this.words
    const again = this.#heading(acts['reinsert-key'].title)
    await expect(again.or(this.#heading(next))).toBeVisible()
    if (!(await again.isVisible())) return
    await this.sees(acts['reinsert-key'].title)
    await this.hands.pullsOrInserts('Key 1')
    await this.#page.waitForTimeout(600)
    await this.hands.pullsOrInserts('Key 1')
  }

  /** A run that failed; nothing is done about it here. */
  async leaves(): Promise<void> {
    await this.presses(this.words.commands['to-desk'].label)
    await this.sees(this.words.desk.title)
  }
}
