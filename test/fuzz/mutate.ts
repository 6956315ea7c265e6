/** A small generator of chance that a seed repeats exactly (mulberry32). */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 up to, but not with, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  byte(): number {
    return this.below(256)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.byte())
  }
}

// Heads of CBOR that make trouble: long lengths, indefinite, tags, floats, the ends of ranges.
const NASTY = [0x00, 0x17, 0x18, 0x1b, 0x1f, 0x3b, 0x5b, 0x5f, 0x7f, 0x80, 0x9b, 0x9f, 0xa0, 0xbb]
const NASTIER = [...NASTY, 0xbf, 0xc0, 0xd8, 0xf6, 0xf7, 0xf8, 0xf9, 0xfb, 0xff]

type Mutation = (bytes: number[], chance: Chance) => void

const mutations: readonly Mutation[] = [
  (bytes, chance) => {
    const at = chance.below(bytes.length + 1)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
  },
  (bytes, chance) => {
    bytes[chance.below(bytes.length + 1)] = chance.byte()
  },
  (bytes, chance) => {
    bytes[chance.below(bytes.length + 1)] = chance.pick(NASTIER)
  },
  (bytes, chance) => bytes.splice(chance.below(bytes.length + 1), 1 + chance.below(8)),
  (bytes, chance) =>
    bytes.splice(chance.below(bytes.length + 1), 0, ...chance.bytes(1 + chance.below(8))),
  (bytes, chance) => bytes.splice(chance.below(bytes.length + 1)),
  (bytes, chance) => {
    const from = chance.below(bytes.length + 1)
    const piece = bytes.slice(from, from + chance.below(24))
    bytes.splice(chance.below(bytes.length + 1), 0, ...piece)
  },
]

/** A message that resembles a good one: a few bytes flipped, cut, doubled or made up. */
export function mutate(seedBytes: Uint8Array, chance: Chance): Uint8Array {
  if (chance.below(16) === 0) return chance.bytes(chance.below(64))
  const bytes = [...seedBytes]
  for (let times = 1 + chance.below(4); times > 0; times -= 1) chance.pick(mutations)(bytes, chance)
  return Uint8Array.from(bytes)
}
