/** A PIN/UV auth protocol: how platform and key encrypt and authenticate (CTAP 2.2 §6.5.4). */
export interface PinUvAuthProtocol {
  readonly version: number
  /** The shared secret of an ECDH result Z of 32 bytes (kdf). */
  deriveSecret(z: Uint8Array): Uint8Array
  /** Encrypts whole blocks of 16 bytes. */
  encrypt(secret: Uint8Array, plaintext: Uint8Array): Uint8Array
  /** Decrypts; throws RangeError when the ciphertext is no whole number of blocks. */
  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array
  /** Authenticates a message with a shared secret or a pinUvAuthToken. */
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array
  /** Whether a decrypted pinUvAuthToken has a length the protocol allows, in bytes. */
  isTokenLength(length: number): boolean
}

const BLOCK_SIZE = 16

/** Throws RangeError unless the bytes are one or more whole AES blocks. */
export function requireBlocks(data: Uint8Array): void {
  if (data.length === 0 || data.length % BLOCK_SIZE !== 0) {
    throw new RangeError('is not made of blocks of 16 bytes')
  }
}

/** Joins what a decipher gave, and zeroes the parts: only the result holds the secret. */
export function joinSecret(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
    part.fill(0)
  }
  return joined
}
