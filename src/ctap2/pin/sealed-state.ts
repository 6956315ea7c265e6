import { createDecipheriv, createHmac } from 'node:crypto'
import { joinSecret } from './pin-protocol.ts'

const IV_SIZE = 16
const KEY_SIZE = 16
const SEALED_SIZE = 32
const ZERO_SALT = new Uint8Array(32)

/**
 * Opens what a key seals to a persistent pinUvAuthToken: AES-128-CBC under an HKDF-SHA-256 key whose
 * info is the member's name (CTAP 2.3 §6.4). Null when it has not the size of a sealed state.
 */
export function openSealedState(
  token: Uint8Array,
  name: string,
  sealed: Uint8Array,
): Uint8Array | null {
  if (sealed.length !== SEALED_SIZE) return null
  const extracted = createHmac('sha256', ZERO_SALT).update(token).digest()
  const expanded = createHmac('sha256', extracted).update(`${name}\u0001`).digest()
  const iv = sealed.subarray(0, IV_SIZE)
  const decipher = createDecipheriv('aes-128-cbc', expanded.subarray(0, KEY_SIZE), iv)
  decipher.setAutoPadding(false)
  return joinSecret(decipher.update(sealed.subarray(IV_SIZE)), decipher.final())
}
