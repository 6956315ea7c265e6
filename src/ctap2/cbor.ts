import { Encoder } from 'cbor-x/encode'

/** A key of a CBOR map in CTAP2: an integer or text. */
export type CborKey = number | bigint | string
/** A CBOR map; order of insertion does not matter when it is encoded. */
export type CborMap = ReadonlyMap<CborKey, CborValue>
/** Every value CTAP2 canonical CBOR can carry; integers beyond 2^53 are bigints (CTAP 2.2 §8). */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly CborValue[]
  | CborMap

/** Departures from the canonical form that some keys make, and that a caller may tolerate. */
export type CborDeparture = 'key-order' | 'longer-than-needed'

/** Bytes that are not one item of CTAP2 CBOR: where, and why (CTAP 2.2 §8). */
export class CborError extends Error {
  override readonly name = 'CborError'
  readonly offset: number
  readonly departure: CborDeparture | null

  constructor(reason: string, offset: number, departure: CborDeparture | null = null) {
    super(`${reason} at byte ${offset}`)
    this.offset = offset
    this.departure = departure
  }
}

/** Limits of decoding: nesting (4 by the standard) and departures to accept (none). */
export interface DecodeOptions {
  readonly maximumDepth?: number
  readonly tolerate?: readonly CborDeparture[]
}

const STANDARD_DEPTH = 4

// cbor-x writes the shortest heads and definite lengths; order and wide integers are prepared here.
const encoder = new Encoder({
  useRecords: false,
  mapsAsObjects: false,
  tagUint8Array: false,
  variableMapSize: true,
})

/** The CTAP2 canonical form of a value (CTAP 2.2 §8); throws TypeError for what has none. */
export function encodeCbor(value: CborValue): Uint8Array {
  return new Uint8Array(encoder.encode(canonical(value)))
}

/** A map of the entries that have a value: absent optional parameters are left out. */
export function cborMap(entries: Iterable<readonly [CborKey, CborValue]>): CborMap {
  const map = new Map<CborKey, CborValue>()
  for (const [key, value] of entries) if (value !== undefined) map.set(key, value)
  return map
}

/** Whether a decoded value is a CBOR map. */
export function isCborMap(value: CborValue): value is CborMap {
  return value instanceof Map
}

function canonical(value: CborValue): CborValue {
  if (typeof value === 'number') return canonicalNumber(value)
  if (typeof value === 'bigint') return canonicalBigInt(value)
  if (isCborMap(value)) return canonicalMap(value)
  if (Array.isArray(value)) return value.map((item: CborValue) => canonical(item))
  if (value === undefined) throw new TypeError('undefined has no place in a CTAP2 message')
  return value
}

function canonicalNumber(value: number): number | bigint {
  if (!Number.isSafeInteger(value)) throw new TypeError('CTAP2 messages carry integers only')
  // cbor-x writes numbers beyond 32 bits as floats, and bigints as 64-bit integers.
  return value >= 2 ** 32 || value < -(2 ** 32) ? BigInt(value) : value
}

function canonicalBigInt(value: bigint): number | bigint {
  const isWide = value >= 2n ** 32n || value < -(2n ** 32n)
  if (!isWide) return Number(value)
  if (value >= 2n ** 64n || value < -(2n ** 64n)) throw new TypeError('integer beyond 64 bits')
  return value
}

function canonicalKey(key: CborKey): CborKey {
  if (typeof key === 'string') return key
  return typeof key === 'number' ? canonicalNumber(key) : canonicalBigInt(key)
}

function canonicalMap(map: CborMap): CborMap {
  const keys = [...map.keys()].sort(compareKeys)
  const sorted = new Map<CborKey, CborValue>()
  for (const key of keys) {
    sorted.set(canonicalKey(key), canonical(map.get(key)))
  }
  if (sorted.size !== keys.length) throw new TypeError('a map holds one key twice')
  return sorted
}

function compareKeys(a: CborKey, b: CborKey): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : 1
  if (typeof b === 'string') return -1
  if (a < 0 !== b < 0) return a < 0 ? 1 : -1
  const ascending = a < b ? -1 : Number(a > b)
  return a < 0 ? -ascending : ascending
}

function compareText(a: string, b: string): number {
  const first = Buffer.from(a)
  const second = Buffer.from(b)
  return first.length - second.length || Buffer.compare(first, second)
}

/** Decodes exactly one item; throws CborError unless it is CTAP2 canonical CBOR (CTAP 2.2 §8). */
export function decodeCbor(bytes: Uint8Array, options: DecodeOptions = {}): CborValue {
  const { value, end } = decodeCborPrefix(bytes, options)
  if (end !== bytes.length) throw new CborError('bytes after the end', end)
  return value
}

/** Decodes the item at the start of the bytes and says where it ends; throws CborError. */
export function decodeCborPrefix(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): { readonly value: CborValue; readonly end: number } {
  const reader = new Reader(bytes, options)
  return { value: reader.item(0), end: reader.offset }
}

const UNSIGNED = 0
const NEGATIVE = 1
const BYTES = 2
const TEXT = 3
const ARRAY = 4
const MAP = 5
const TAG = 6

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

class Reader {
  offset = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #maximumDepth: number
  readonly #tolerate: readonly CborDeparture[]

  constructor(bytes: Uint8Array, options: DecodeOptions) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#maximumDepth = options.maximumDepth ?? STANDARD_DEPTH
    this.#tolerate = options.tolerate ?? []
  }

  item(depth: number): CborValue {
    const start = this.offset
    const head = this.#take(1, start)
    const initial = this.#view.getUint8(head)
    const major = initial >> 5
    if (major > TAG) return this.#simple(initial & 0x1f, start)
    const argument = this.#argument(initial & 0x1f, start)
    if (major === UNSIGNED) return argument
    if (major === NEGATIVE) return negative(argument)
    if (major === TAG) throw new CborError('tag', start)
    return this.#sized(major, this.#length(argument, major === MAP ? 2 : 1, start), depth)
  }

  #sized(major: number, length: number, depth: number): CborValue {
    if (major === BYTES) return this.#slice(length)
    if (major === TEXT) return this.#text(length)
    if (depth >= this.#maximumDepth) throw new CborError('nesting too deep', this.offset)
    return major === ARRAY ? this.#array(length, depth) : this.#map(length, depth)
  }

  #array(length: number, depth: number): CborValue[] {
    const items: CborValue[] = []
    for (let index = 0; index < length; index += 1) items.push(this.item(depth + 1))
    return items
  }

  #map(length: number, depth: number): CborMap {
    const map = new Map<CborKey, CborValue>()
    let previous: Uint8Array | null = null
    for (let index = 0; index < length; index += 1) {
      const start = this.offset
      const key = this.#key(depth, start)
      if (map.has(key)) throw new CborError('duplicate key', start)
      const encoded = this.#bytes.subarray(start, this.offset)
      if (previous && compareEncoded(previous, encoded) > 0) this.#depart('key-order', start)
      previous = encoded
      map.set(key, this.item(depth + 1))
    }
    return map
  }

  #key(depth: number, start: number): CborKey {
    const key = this.item(depth + 1)
    if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'string') return key
    throw new CborError('map key that is neither integer nor text', start)
  }

  #argument(info: number, start: number): number | bigint {
    if (info < 24) return info
    if (info === 24) return this.#atLeast(this.#view.getUint8(this.#take(1, start)), 24, start)
    if (info === 25) return this.#atLeast(this.#view.getUint16(this.#take(2, start)), 0x100, start)
    if (info === 26) {
      return this.#atLeast(this.#view.getUint32(this.#take(4, start)), 0x10000, start)
    }
    if (info === 27) {
      const wide = this.#view.getBigUint64(this.#take(8, start))
      if (wide < 2n ** 32n) this.#depart('longer-than-needed', start)
      return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide
    }
    throw new CborError(info === 31 ? 'indefinite length' : 'reserved head', start)
  }

  #atLeast(value: number, minimum: number, start: number): number {
    if (value < minimum) this.#depart('longer-than-needed', start)
    return value
  }

  // Every item takes a byte or more, so a count beyond the bytes left is a lie; memory stays bounded.
  #length(argument: number | bigint, bytesEach: number, start: number): number {
    const left = this.#bytes.length - this.offset
    if (typeof argument === 'bigint' || argument * bytesEach > left) {
      throw new CborError('length beyond the end', start)
    }
    return argument
  }

  #simple(info: number, start: number): CborValue {
    if (info === 20 || info === 21) return info === 21
    if (info === 22) return null
    if (info === 23) return undefined
    if (info === 25) return this.#half(this.#take(2, start))
    if (info === 26) return this.#view.getFloat32(this.#take(4, start))
    if (info === 27) return this.#view.getFloat64(this.#take(8, start))
    throw new CborError(info === 31 ? 'break' : 'unassigned simple value', start)
  }

  #half(at: number): number {
    const bits = this.#view.getUint16(at)
    const exponent = (bits >> 10) & 0x1f
    const fraction = bits & 0x3ff
    const sign = bits & 0x8000 ? -1 : 1
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
    if (exponent === 0) return sign * fraction * 2 ** -24
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  }

  #text(length: number): string {
    const start = this.offset
    try {
      return utf8.decode(this.#slice(length))
    } catch {
      throw new CborError('text that is not UTF-8', start)
    }
  }

  #slice(length: number): Uint8Array {
    const start = this.#take(length, this.offset)
    return this.#bytes.subarray(start, start + length)
  }

  #take(length: number, start: number): number {
    const at = this.offset
    if (at + length > this.#bytes.length) throw new CborError('ends too early', start)
    this.offset = at + length
    return at
  }

  #depart(departure: CborDeparture, offset: number): void {
    if (this.#tolerate.includes(departure)) return
    const reason = departure === 'key-order' ? 'map key out of order' : 'longer than needed'
    throw new CborError(reason, offset, departure)
  }
}

function negative(argument: number | bigint): number | bigint {
  if (typeof argument === 'bigint') return -1n - argument
  return argument < Number.MAX_SAFE_INTEGER ? -1 - argument : -1n - BigInt(argument)
}

// CTAP2 canonical order: major type, then length of the encoded key, then bytes (CTAP 2.2 §8).
function compareEncoded(a: Uint8Array, b: Uint8Array): number {
  const major = ((a[0] ?? 0) >> 5) - ((b[0] ?? 0) >> 5)
  return major || a.length - b.length || Buffer.compare(a, b)
}
