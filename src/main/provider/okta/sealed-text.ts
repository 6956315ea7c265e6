import { inspect } from 'node:util'

/** A secret as text that neither a log, nor JSON, nor an inspection of its holder shows. */
export class SealedText {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toJSON(): string {
    return '[sealed]'
  }

  toString(): string {
    return '[sealed]'
  }

  [inspect.custom](): string {
    return '[sealed]'
  }
}
