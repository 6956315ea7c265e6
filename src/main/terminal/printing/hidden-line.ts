const enter = new Set([0x0a, 0x0d])
const interrupt = 0x03
const endOfInput = 0x04
const escape = 0x1b
const erase = new Set([0x08, 0x7f])
const longest = 256

/** How a line went on: `ended`: by Ctrl+D, with nothing typed. */
export type LineEvent = 'more' | 'entered' | 'ended' | 'interrupted'

/** In what a key that is no character sends: after ESC, in a control sequence, or in the one letter of SS3. */
type Sequence = 'none' | 'escape' | 'control' | 'single'

/**
 * A line of bytes as it is typed at a terminal in raw mode. Only characters count: what an arrow or a
 * function key sends (ECMA-48 section 5.4) and control bytes are left out.
 */
export class HiddenLine {
  readonly #typed = new Uint8Array(longest)
  #length = 0
  #sequence: Sequence = 'none'

  /** Takes what was read, up to what ends the line, and zeroes all of it. */
  take(chunk: Uint8Array): LineEvent {
    try {
      for (const byte of chunk) {
        const event = this.#takeByte(byte)
        if (event !== 'more') return event
      }
      // The key Esc sends its byte alone, and a key that begins with it all of its bytes at once.
      if (this.#sequence === 'escape') this.#sequence = 'none'
      return 'more'
    } finally {
      chunk.fill(0)
    }
  }

  /** A copy of what was typed. */
  bytes(): Uint8Array {
    return this.#typed.slice(0, this.#length)
  }

  zero(): void {
    this.#typed.fill(0)
    this.#length = 0
  }

  #takeByte(byte: number): LineEvent {
    if (byte === interrupt) return 'interrupted'
    if (enter.has(byte)) return 'entered'
    if (this.#isOfSequence(byte)) return 'more'
    if (byte === endOfInput && this.#length === 0) return 'ended'
    if (erase.has(byte)) this.#eraseLast()
    else if (byte >= 0x20 && this.#length < longest) this.#typed[this.#length++] = byte
    return 'more'
  }

  #isOfSequence(byte: number): boolean {
    const before = this.#sequence
    if (byte === escape) this.#sequence = 'escape'
    else if (before === 'escape') this.#sequence = introducedBy(byte)
    // Parameters are below 0x40, and the byte from there on is the last.
    else if (before === 'single' || byte >= 0x40) this.#sequence = 'none'
    return byte === escape || before !== 'none'
  }

  /** Takes a whole UTF-8 character back, continuation bytes included. */
  #eraseLast(): void {
    const isContinued = (): boolean => ((this.#typed[this.#length - 1] ?? 0) & 0xc0) === 0x80
    while (this.#length > 0 && isContinued()) this.#length--
    this.#length = Math.max(0, this.#length - 1)
  }
}

function introducedBy(byte: number): Sequence {
  if (byte === 0x5b) return 'control'
  return byte === 0x4f ? 'single' : 'none'
}
