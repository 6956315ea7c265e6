import { hkdfSync } from 'node:crypto'
import { concat, utf8 } from '../bytes.ts'
import { hmacSha256 } from '../crypto/hmac.ts'
import { aesCbcDecrypt, aesCbcEncrypt, type PinProtocolRules } from './pin-protocol.ts'

const SALT = new Uint8Array(32)

const derive = (sharedX: Uint8Array, info: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', sharedX, SALT, utf8(info), 32))

/** PIN/UV auth protocol two (section 6.5.7): an HMAC key and an AES key by HKDF, a random IV in front. */
export const protocolTwo: PinProtocolRules = {
  id: 2,
  deriveSecret: (sharedX) =>
    concat(derive(sharedX, 'CTAP2 HMAC key'), derive(sharedX, 'CTAP2 AES key')),
  encrypt(secret, plaintext, random) {
    const iv = random(16)
    return concat(iv, aesCbcEncrypt(secret.subarray(32), iv, plaintext))
  },
  decrypt(secret, ciphertext) {
    if (ciphertext.length < 32 || ciphertext.length % 16 !== 0) return undefined
    return aesCbcDecrypt(secret.subarray(32), ciphertext.subarray(0, 16), ciphertext.subarray(16))
  },
  authenticate: (key, message) => hmacSha256(key.subarray(0, 32), message),
}
