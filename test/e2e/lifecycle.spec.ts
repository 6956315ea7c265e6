import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { english } from '../../src/shared/text/en/english.ts'
import { fill } from '../../src/shared/text/fill.ts'
import { german } from '../../src/shared/text/de/german.ts'
import type { Words } from '../../src/shared/text/words.ts'
import { expect, test } from './fixture.ts'
import { Keyboard, Mouse, type Hands } from './hands.ts'

const jane = 'Jane Doe'
const pins = { first: '73519420', second: '94027153' }

/** An officer at the desk, in one language and with one kind of hands. */
class Officer {
  readonly words: Words
  readonly hands: Hands
  readonly #page: Page

  constructor(page: Page, words: Words, hands: Hands) {
    this.#page = page
    this.words = words
    this.hands = hands
  }

  async sees(title: string): Promise<void> {
    await expect(this.#heading(title)).toBeVisible({ timeout: 30_000 })
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

  async presses(label: string): Promise<void> {
    await this.hands.presses(this.#button(label))
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

  /** A key is erased within ten seconds of being inserted: one that just was need not be again. */
  async insertsItAgain(): Promise<void> {
    const { acts, ask } = this.words
    const again = this.#heading(acts['reinsert-key'].title)
    await expect(again.or(this.#heading(ask.pin.title))).toBeVisible({ timeout: 30_000 })
    if (!(await again.isVisible())) return
    await this.sees(acts['reinsert-key'].title)
    await this.hands.pullsOrInserts('Key 1')
    await this.#page.waitForTimeout(600)
    await this.hands.pullsOrInserts('Key 1')
  }
}

const lives = [english, german].flatMap((words) => [
  { words, Kind: Mouse },
  { words, Kind: Keyboard },
])

for (const { words, Kind } of lives) {
  const language = words.settings.languages[words.language].label
  test(`the whole life of a key, in ${language}, by ${Kind.name.toLowerCase()}`, async ({
    open,
  }) => {
    test.setTimeout(120_000)
    const { page } = await open('--demo')
    const officer = new Officer(page, words, new Kind(page))
    const { hands } = officer
    const { commands, changed, procedures } = words
    await officer.speaks(language, english)

    await officer.findsJane()
    await officer.choosesTemplate('Walk-in desk')
    await officer.goesOn('start')
    await officer.choosesPin(pins.first)
    await officer.sees(words.done.title)
    await officer.goesOn('next-person')

    await officer.presses(commands['whose-key'].label)
    await officer.sees(words.report.holder.title)
    await officer.goesOn('close')

    await officer.presses(commands['set-pin'].label)
    await officer.typesPin(pins.first)
    await officer.choosesPin(pins.second)
    await officer.sees(changed['pin-changed'].title)
    await officer.goesOn('close')

    for (const [change, end] of [
      ['inactivate', 'inactivated'],
      ['reactivate', 'reactivated'],
    ] as const) {
      await officer.chooses(procedures[change].label)
      await officer.confirms(change)
      await officer.sees(changed[end].title)
      await officer.goesOn('close')
    }

    await officer.presses(commands['reset-pin'].label)
    await hands.presses(page.getByRole('button', { name: words.resetPin.forgotten.label }))
    await officer.confirmsErase()
    await officer.insertsItAgain()
    await officer.choosesPin(pins.first)
    await officer.sees(words.done.title)
    await officer.goesOn('next-person')

    await hands.pullsOrInserts('Key 1')
    await hands.pullsOrInserts('Key 2')
    await officer.chooses(procedures['replace-key'].label)
    await officer.confirms('replace')
    await officer.choosesPin(pins.second)
    await officer.sees(words.done.title)
    await officer.goesOn('next-person')

    await hands.pullsOrInserts('Key 2')
    await officer.chooses(procedures.revoke.label)
    await officer.confirms('revoke')
    await officer.sees(changed.revoked.title)
    await officer.goesOn('close')

    const factors = await page.evaluate(async () => {
      const reply = await window.station.request('station.snapshot', null)
      return reply.ok ? reply.value.simulator?.factors : null
    })
    expect(factors?.filter(({ login }) => login === 'jane.doe@example.com')).toEqual([])
  })
}
