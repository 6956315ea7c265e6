import { createHash } from 'node:crypto'

const PIN_HASH_SIZE = 16

/** LEFT(SHA-256(PIN), 16), by which a key knows its PIN (CTAP 2.2 §6.5.5.7.1). */
export function hashPin(pin: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(pin).digest()
  const hash = new Uint8Array(digest.subarray(0, PIN_HASH_SIZE))
  digest.fill(0)
  return hash
}
