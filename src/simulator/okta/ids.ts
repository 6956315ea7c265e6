/** `length` random bytes; the double's only source of randomness. */
export type RandomBytes = (length: number) => Uint8Array

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** An id as Okta makes them: a three-letter kind and 17 letters or digits, e.g. `00u…`, `fwf…`. */
export function newId(kind: string, random: RandomBytes): string {
  return kind + letters(20 - kind.length, random)
}

/** A request id as `x-okta-request-id` carries it. */
export function newRequestId(random: RandomBytes): string {
  return letters(27, random)
}

/** `length` random letters and digits. */
export function letters(length: number, random: RandomBytes): string {
  return Array.from(random(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/** A WebAuthn challenge: 20 characters that already are base64url, as Okta's are. */
export function newChallenge(random: RandomBytes): string {
  return Buffer.from(random(15)).toString('base64url')
}
