import { createHash } from 'node:crypto'
import { plain } from '../bytes.ts'
import { aesCbcDecrypt, aesCbcEncrypt, hmacSha256, type PinProtocolRules } from './pin-protocol.ts'

const ZERO_IV = new Uint8Array(16)

/** PIN/UV auth protocol one (section 6.5.6): SHA-256 of the secret, zero IV, half an HMAC. */
export const protocolOne: PinProtocolRules = {
  id: 1,
  deriveSecret: (sharedX) => plain(createHash('sha256').update(sharedX).digest()),
  encrypt: (secret, plaintext) => aesCbcEncrypt(secret, ZERO_IV, plaintext),
  decrypt: (secret, ciphertext) =>
    ciphertext.length === 0 || ciphertext.length % 16 !== 0
      ? undefined
      : aesCbcDecrypt(secret, ZERO_IV, ciphertext),
  authenticate: (key, message) => hmacSha256(key, message).slice(0, 16),
}
