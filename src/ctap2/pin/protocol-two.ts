import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { joinSecret, requireBlocks, type PinUvAuthProtocol } from './pin-protocol.ts'

const IV_SIZE = 16
const KEY_SIZE = 32
const ZERO_SALT = new Uint8Array(32)

/** PIN/UV auth protocol two: HKDF to two keys, random IV, whole HMAC (CTAP 2.2 §6.5.7). */
export const protocolTwo: PinUvAuthProtocol = Object.freeze({
  version: 2,
  deriveSecret(z: Uint8Array): Uint8Array {
    const extracted = hmac(ZERO_SALT, z)
    const secret = new Uint8Array(2 * KEY_SIZE)
    secret.set(expand(extracted, 'CTAP2 HMAC key'))
    secret.set(expand(extracted, 'CTAP2 AES key'), KEY_SIZE)
    extracted.fill(0)
    return secret
  },
  encrypt(secret: Uint8Array, plaintext: Uint8Array): Uint8Array {
    const iv = randomBytes(IV_SIZE)
    const cipher = createCipheriv('aes-256-cbc', secret.subarray(KEY_SIZE), iv)
    cipher.setAutoPadding(false)
    return new Uint8Array(Buffer.concat([iv, cipher.update(plaintext), cipher.final()]))
  },
  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    const body = ciphertext.subarray(IV_SIZE)
    requireBlocks(body)
    const iv = ciphertext.subarray(0, IV_SIZE)
    const decipher = createDecipheriv('aes-256-cbc', secret.subarray(KEY_SIZE), iv)
    decipher.setAutoPadding(false)
    return joinSecret(decipher.update(body), decipher.final())
  },
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array {
    // A shared secret is an HMAC key and an AES key in a row; a token is an HMAC key.
    return hmac(key.subarray(0, KEY_SIZE), message)
  },
  isTokenLength(length: number): boolean {
    return length === KEY_SIZE
  },
})

// HKDF-SHA-256 of one block is two HMACs: no detour through the asynchronous key derivation.
function expand(extracted: Uint8Array, info: string): Uint8Array {
  return hmac(extracted, Buffer.from(`${info}\u0001`, 'latin1'))
}

function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(message).digest())
}
