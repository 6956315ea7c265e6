import type { PinChoice } from '../../shared/template.ts'

type RandomBytes = (length: number) => Uint8Array

const digits = '0123456789'
/** Without those that are taken for another: i, l and o. */
const letters = 'abcdefghjkmnpqrstuvwxyz'

/**
 * A PIN of random characters as UTF-8: no zero in front of digits, no character three times in a
 * row, no run of three up or down. Every PIN that is left is as likely as any other.
 */
export function makeRandomPin(
  kind: Exclude<PinChoice['kind'], 'typed'>,
  length: number,
  randomBytes: RandomBytes,
): Uint8Array {
  const alphabet = new TextEncoder().encode(kind === 'random-digits' ? digits : letters)
  const pin = new Uint8Array(length)
  do fillFrom(alphabet, pin, randomBytes)
  while (!isUnobvious(pin))
  return pin
}

function fillFrom(alphabet: Uint8Array, pin: Uint8Array, randomBytes: RandomBytes): void {
  // The rest above the largest multiple would favour the characters in front.
  const limit = 256 - (256 % alphabet.length)
  for (let at = 0; at < pin.length;) {
    const [byte = limit] = randomBytes(1)
    if (byte < limit) pin[at++] = alphabet[byte % alphabet.length] ?? 0
  }
}

function isUnobvious(pin: Uint8Array): boolean {
  if (pin[0] === digits.charCodeAt(0)) return false
  return pin.every((character, at) => {
    const [one, two] = [pin[at - 1], pin[at - 2]]
    if (one === undefined || two === undefined) return true
    const step = character - one
    return step !== one - two || Math.abs(step) > 1
  })
}
