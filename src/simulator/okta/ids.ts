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

/** An error id as Okta makes them: `oae` and 22 letters or digits. */
export function newErrorId(random: RandomBytes): string {
  return `oae${letters(22, random)}`
}

/** The text of a UUID: lower-case, with its hyphens. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** `length` random letters and digits. */
export function letters(length: number, random: RandomBytes): string {
  return Array.from(random(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/** A WebAuthn challenge: 20 characters that already are base64url, as Okta's are. */
export function newChallenge(random: RandomBytes): string {
  return Buffer.from(random(15)).toString('base64url')
}
