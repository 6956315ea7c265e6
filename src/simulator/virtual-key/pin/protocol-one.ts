import { sha256 } from '../crypto/digest.ts'
import { hmacSha256 } from '../crypto/hmac.ts'
import { aesCbcDecrypt, aesCbcEncrypt, type PinProtocolRules } from './pin-protocol.ts'

const ZERO_IV = new Uint8Array(16)

/** PIN/UV auth protocol one (section 6.5.6): SHA-256 of the secret, zero IV, half an HMAC. */
export const protocolOne: PinProtocolRules = {
  id: 1,
  deriveSecret: sha256,
  encrypt: (secret, plaintext) => aesCbcEncrypt(secret, ZERO_IV, plaintext),
  decrypt: (secret, ciphertext) =>
    ciphertext.length === 0 || ciphertext.length % 16 !== 0
      ? undefined
      : aesCbcDecrypt(secret, ZERO_IV, ciphertext),
  authenticate: (key, message) => hmacSha256(key, message).slice(0, 16),
}
