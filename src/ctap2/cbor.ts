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
export type CborDeparture = 'key-order' | 'longer-than-needed' | 'not-utf-8'

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
  // Below -2^63 cbor-x would write a tag, which CTAP2 forbids.
  if (value >= 2n ** 64n || value < -(2n ** 63n)) throw new TypeError('integer beyond 64 bits')
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
