import type { Locator, Page } from '@playwright/test'
import { expect } from './fixture.ts'

/** What a person does to a window, whatever they do it with. */
export interface Hands {
  /** A button, a menu item, a switch or a choice. */
  presses(target: Locator): Promise<void>
  types(field: Locator, text: string): Promise<void>
  /** The first of what a search found. */
  picks(option: Locator): Promise<void>
  /** The one main command of a screen, by its button or by its key. */
  goesOn(button: Locator): Promise<void>
  pullsOrInserts(name: 'Key 1' | 'Key 2'): Promise<void>
}

export class Mouse implements Hands {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async presses(target: Locator): Promise<void> {
    await target.click()
  }

  async types(field: Locator, text: string): Promise<void> {
    await field.fill(text)
  }

  async picks(option: Locator): Promise<void> {
    await option.click()
  }

  async goesOn(button: Locator): Promise<void> {
    await button.click()
  }

  async pullsOrInserts(name: string): Promise<void> {
    await this.#page.getByRole('switch', { name }).click()
  }
}

/** No mouse is there at all. Letters come as slowly as a quick person types them. */
export class Keyboard implements Hands {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async presses(target: Locator): Promise<void> {
    await this.#untilItShows(target, async () => {
      await this.#reaches(target)
      await this.#page.keyboard.press('Space')
    })
  }

  async types(field: Locator, text: string): Promise<void> {
    await this.#reaches(field)
    await this.#page.waitForTimeout(reaction)
    await this.#page.keyboard.press('Control+a')
    await this.#page.keyboard.type(text, { delay: 45 })
    await expect(field).toHaveValue(text)
  }

  async picks(option: Locator): Promise<void> {
    await this.#untilItShows(option, () => this.#page.keyboard.press('Enter'))
  }

  async goesOn(button: Locator): Promise<void> {
    await this.#untilItShows(button, () => this.#page.keyboard.press('Control+Enter'))
  }

  async pullsOrInserts(name: 'Key 1' | 'Key 2'): Promise<void> {
    const key = this.#page.getByRole('switch', { name })
    const before = String(await key.getAttribute('aria-checked'))
    await this.#page.waitForTimeout(reaction)
    if (name === 'Key 1') await this.#page.keyboard.press('Alt+k')
    else await this.presses(key)
    await expect(key).not.toHaveAttribute('aria-checked', before)
  }

  /** By Tab; within a group of choices and in a menu by the arrow. */
  async #reaches(target: Locator): Promise<void> {
    await expect(target).toBeVisible()
    for (let at = 0; at < 100; at++) {
      const way = await target.evaluate((part) => {
        const now = document.activeElement
        if (part === now) return 'there'
        const group = '[role=radiogroup], [role=menu]'
        return part.closest(group)?.contains(now) === true ? 'ArrowDown' : 'Tab'
      })
      if (way === 'there') return
      await this.#page.keyboard.press(way)
    }
    throw new Error(`${String(target)} cannot be reached by Tab`)
  }

  /** Once, for what is pressed must count. For a moment after a change of screen it does not. */
  async #untilItShows(target: Locator, act: () => Promise<void>): Promise<void> {
    await expect(target).toBeVisible()
    await this.#page.waitForTimeout(reaction)
    const before = await this.#look(target)
    if (isChosen.test(before)) return
    await act()
    await expect.poll(() => this.#look(target)).not.toBe(before)
  }

  /** On which screen it is, and how it looks there: what was done shows in one or the other. */
  async #look(target: Locator): Promise<string> {
    const [screen] = await this.#page.getByRole('heading', { level: 1 }).allInnerTexts()
    const parts = await target.evaluateAll((all) =>
      ['role', 'aria-expanded', 'aria-checked', 'aria-pressed', 'aria-current'].flatMap((name) =>
        all.map((part) => `${name}=${String(part.getAttribute(name))}`),
      ),
    )
    return [screen, ...parts].join()
  }
}

/** Nobody who sees another screen presses sooner, in milliseconds. */
const reaction = 300

/** A choice that is made already. */
const isChosen = /role=radio,.*aria-checked=true|aria-pressed=true/u
