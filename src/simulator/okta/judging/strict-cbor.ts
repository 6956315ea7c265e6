/** A CBOR value as attestation objects and COSE keys use them. */
export type CborValue =
  number | string | boolean | null | Uint8Array<ArrayBuffer> | readonly CborValue[] | CborMap
export type CborMap = ReadonlyMap<number | string, CborValue>

const DEEPEST = 8

/** `any`: for what a key wrote and signed, whose order its client has to leave as it is. */
export type KeyOrder = 'canonical' | 'any'

/**
 * Decodes the first CBOR item of `bytes` and says where it ends. Accepts only CTAP2's canonical
 * form (CTAP 2.1 section 8): shortest lengths, none indefinite, no tags or floats, keys sorted and
 * unique. Throws on anything else, so that a client's sloppiness shows here and not at Okta.
 */
export function readCbor(
  bytes: Uint8Array,
  start = 0,
  order: KeyOrder = 'canonical',
): { readonly value: CborValue; readonly end: number } {
  const reader = new Reader(bytes, start, order)
  const value = reader.item(0)
  return { value, end: reader.at }
}

class Reader {
  readonly #bytes: Uint8Array
  readonly #order: KeyOrder
  at: number

  constructor(bytes: Uint8Array, start: number, order: KeyOrder) {
    this.#bytes = bytes
    this.#order = order
    this.at = start
  }

  item(depth: number): CborValue {
    if (depth > DEEPEST) throw new Error('CBOR is nested too deep')
    const initial = this.#take(1)[0] ?? 0
    const major = initial >> 5
    if (major === 7) return simple(initial)
    const argument = this.#argument(initial & 0x1f)
    return this.#content(major, argument, depth)
  }

  #content(major: number, argument: number, depth: number): CborValue {
    switch (major) {
      case 0:
        return argument
      case 1:
        return -1 - argument
      case 2:
        return Uint8Array.from(this.#take(argument))
      case 3:
        return new TextDecoder('utf-8', { fatal: true }).decode(this.#take(argument))
      case 4:
        return this.#array(argument, depth)
      case 5:
        return this.#map(argument, depth)
      default:
        throw new Error('CBOR tags are not allowed')
    }
  }

  #array(length: number, depth: number): readonly CborValue[] {
    const items: CborValue[] = []
    for (let index = 0; index < length; index += 1) items.push(this.item(depth + 1))
    return items
  }

  #map(length: number, depth: number): CborMap {
    const entries = new Map<number | string, CborValue>()
    let previous: Uint8Array | null = null
    for (let index = 0; index < length; index += 1) {
      const from = this.at
      const key = this.item(depth + 1)
      const encoded = this.#bytes.subarray(from, this.at)
      const isSorted = previous === null || isBefore(previous, encoded)
      if (this.#order === 'canonical' && !isSorted) {
        throw new Error('CBOR map keys are not in canonical order')
      }
      if (typeof key !== 'number' && typeof key !== 'string') throw new Error('CBOR key type')
      if (entries.has(key)) throw new Error('CBOR map key is there twice')
      previous = encoded
      entries.set(key, this.item(depth + 1))
    }
    return entries
  }

  #argument(information: number): number {
    if (information < 24) return information
    const size = { 24: 1, 25: 2, 26: 4, 27: 8 }[information]
    if (size === undefined) throw new Error('CBOR length is indefinite or reserved')
    let value = 0
    for (const byte of this.#take(size)) value = value * 256 + byte
    if (!Number.isSafeInteger(value)) throw new Error('CBOR number is too large')
    const least = size === 1 ? 24 : 256 ** (size / 2)
    if (value < least) throw new Error('CBOR length is not the shortest')
    return value
  }

  #take(length: number): Uint8Array {
    const end = this.at + length
    if (end > this.#bytes.length) throw new Error('CBOR ends too early')
    const part = this.#bytes.subarray(this.at, end)
    this.at = end
    return part
  }
}

function simple(initial: number): CborValue {
  if (initial === 0xf4) return false
  if (initial === 0xf5) return true
  if (initial === 0xf6) return null
  throw new Error('CBOR floats and other simple values are not allowed')
}

/** CTAP2's order of encoded keys: by type, then by length, then byte by byte. */
function isBefore(a: Uint8Array, b: Uint8Array): boolean {
  const [majorA, majorB] = [(a[0] ?? 0) >> 5, (b[0] ?? 0) >> 5]
  if (majorA !== majorB) return majorA < majorB
  if (a.length !== b.length) return a.length < b.length
  return Buffer.compare(a, b) < 0
}
