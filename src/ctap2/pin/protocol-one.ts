import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import { joinSecret, requireBlocks, type PinUvAuthProtocol } from './pin-protocol.ts'

const ZERO_IV = new Uint8Array(16)

/** PIN/UV auth protocol one: SHA-256, zero IV, HMAC cut to 16 bytes (CTAP 2.2 §6.5.6). */
export const protocolOne: PinUvAuthProtocol = Object.freeze({
  version: 1,
  deriveSecret(z: Uint8Array): Uint8Array {
    return new Uint8Array(createHash('sha256').update(z).digest())
  },
  encrypt(secret: Uint8Array, plaintext: Uint8Array): Uint8Array {
    const cipher = createCipheriv('aes-256-cbc', secret, ZERO_IV).setAutoPadding(false)
    return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]))
  },
  decrypt(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    requireBlocks(ciphertext)
    const decipher = createDecipheriv('aes-256-cbc', secret, ZERO_IV).setAutoPadding(false)
    return joinSecret(decipher.update(ciphertext), decipher.final())
  },
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array {
    return new Uint8Array(createHmac('sha256', key).update(message).digest()).slice(0, 16)
  },
  isTokenLength(length: number): boolean {
    return length === 16 || length === 32
  },
})
