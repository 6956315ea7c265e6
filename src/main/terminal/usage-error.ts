import { fill } from '../../shared/text/fill.ts'
import type { TerminalWords, UsageFault } from '../../shared/text/terminal-words.ts'

/** The command line cannot be understood or cannot be carried out as it stands; nothing was begun. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly #fault: UsageFault
  readonly #values: object

  constructor(fault: UsageFault, values: object = {}) {
    super(fault)
    this.#fault = fault
    this.#values = values
  }

  /** For the person who typed it. */
  sentence({ usage, seeHelp }: TerminalWords): string {
    return `${fill(usage[this.#fault].detail, this.#values)} ${seeHelp.detail}`
  }
}
