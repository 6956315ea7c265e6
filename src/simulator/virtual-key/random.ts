import { createHash, randomBytes } from 'node:crypto'
import { concat, plain, uint32, utf8 } from './bytes.ts'

/** Returns that many fresh random bytes. */
export type Random = (length: number) => Uint8Array

export const systemRandom: Random = (length) => plain(randomBytes(length))

/** The same bytes for the same seed, so that a whole run of the key can be repeated. Never secure. */
export function seededRandom(seed: string): Random {
  let block = 0
  return (length) => {
    let stream = new Uint8Array(0)
    while (stream.length < length) {
      const next = createHash('sha256').update(utf8(seed)).update(uint32(block++)).digest()
      stream = Uint8Array.from(concat(stream, next))
    }
    return stream.slice(0, length)
  }
}
