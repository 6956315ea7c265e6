/** Why a text cannot be a PIN, and the limit it misses: code points at least, bytes at most. */
export class PinTextError extends Error {
  override readonly name = 'PinTextError'
  readonly reason: 'too-short' | 'too-long' | 'not-text'
  readonly limit: number

  constructor(reason: 'too-short' | 'too-long' | 'not-text', limit: number) {
    super(`The PIN is ${reason}`)
    this.reason = reason
    this.limit = limit
  }
}

/** A key's rules for a PIN: minPINLength and maxPINLength of getInfo (CTAP 2.2 §6.4). */
export interface PinLimits {
  /** Unicode code points; 4 by the standard. */
  readonly minimumLength?: number
  /** UTF-8 bytes after normalization; 63 by the standard. */
  readonly maximumBytes?: number
}

const MINIMUM_CODE_POINTS = 4
const MAXIMUM_BYTES = 63
const PADDED_SIZE = 64

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The bytes of a PIN: UTF-8 in Normalization Form C, not padded (CTAP 2.2 §6.5.1). Throws
 * PinTextError. The caller zeroes them, and zeroes its own input.
 */
export function encodePin(text: string | Uint8Array, limits: PinLimits = {}): Uint8Array {
  const pin = normalize(text)
  const minimum = limits.minimumLength ?? MINIMUM_CODE_POINTS
  const maximum = Math.min(limits.maximumBytes ?? MAXIMUM_BYTES, MAXIMUM_BYTES)
  const reason = fault(pin, minimum, maximum)
  if (reason === null) return pin
  pin.fill(0)
  throw new PinTextError(reason, reason === 'too-short' ? minimum : maximum)
}

/** A PIN padded with zeros to 64 bytes for setPIN and changePIN (CTAP 2.2 §6.5.5.5). */
export function padPin(pin: Uint8Array): Uint8Array {
  const padded = new Uint8Array(PADDED_SIZE)
  if (pin.length > MAXIMUM_BYTES) throw new PinTextError('too-long', MAXIMUM_BYTES)
  padded.set(pin)
  return padded
}

function fault(pin: Uint8Array, minimum: number, maximum: number): PinTextError['reason'] | null {
  // The key takes zeros off the end: a PIN that holds one would become another PIN.
  if (pin.includes(0)) return 'not-text'
  if (countCodePoints(pin) < minimum) return 'too-short'
  return pin.length > maximum ? 'too-long' : null
}

// A code point begins at every byte that does not continue another.
function countCodePoints(pin: Uint8Array): number {
  return pin.reduce((count, byte) => count + Number((byte & 0xc0) !== 0x80), 0)
}

// Bytes of ASCII are in Form C already and never become a string, which could not be zeroed.
function normalize(text: string | Uint8Array): Uint8Array {
  if (typeof text !== 'string' && text.every((byte) => byte < 0x80)) return text.slice()
  const string = typeof text === 'string' ? text : decode(text)
  if (/\p{Surrogate}/u.test(string)) throw new PinTextError('not-text', 0)
  return new TextEncoder().encode(string.normalize('NFC'))
}

function decode(text: Uint8Array): string {
  try {
    return utf8.decode(text)
  } catch {
    throw new PinTextError('not-text', 0)
  }
}
