import { concat, uint16, uint32, utf8 } from '../bytes.ts'
import type { CborMap, CborValue } from './value.ts'

/**
 * Encodes in the canonical form of CTAP2 (section 8): shortest heads, keys sorted by their encoding; or
 * with the keys of every map the other way round, for a key that does not keep to it.
 */
export function encode(value: CborValue, isBackwards = false): Uint8Array {
  if (typeof value === 'number' || typeof value === 'bigint') return encodeInteger(value)
  if (typeof value === 'string') return withHead(3, utf8(value))
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4)
  if (value === null) return Uint8Array.of(0xf6)
  if (value instanceof Uint8Array) return withHead(2, value)
  if (value instanceof Map) return encodeMap(value, isBackwards)
  if (Array.isArray(value)) {
    const items: readonly CborValue[] = value
    return concat(head(4, items.length), ...items.map((item) => encode(item, isBackwards)))
  }
  throw new TypeError('not a CBOR value')
}

function encodeInteger(value: number | bigint): Uint8Array {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new TypeError('not an integer')
  return value >= 0 ? head(0, value) : head(1, typeof value === 'bigint' ? -1n - value : -1 - value)
}

const withHead = (major: number, bytes: Uint8Array): Uint8Array =>
  concat(head(major, bytes.length), bytes)

function head(major: number, value: number | bigint): Uint8Array {
  const type = major << 5
  if (value > 0xffff_ffff) {
    const wide = BigInt(value)
    const halves = [uint32(Number(wide >> 32n)), uint32(Number(wide & 0xffff_ffffn))]
    return concat(Uint8Array.of(type | 27), ...halves)
  }
  const small = Number(value)
  if (small < 24) return Uint8Array.of(type | small)
  if (small < 0x100) return Uint8Array.of(type | 24, small)
  if (small < 0x1_0000) return concat(Uint8Array.of(type | 25), uint16(small))
  return concat(Uint8Array.of(type | 26), uint32(small))
}

function encodeMap(map: CborMap, isBackwards: boolean): Uint8Array {
  const entries = [...map].map(([key, value]) => ({ key: encode(key), value }))
  entries.sort((one, other) => compareKeys(one.key, other.key))
  if (isBackwards) entries.reverse()
  const body = entries.flatMap(({ key, value }) => [key, encode(value, isBackwards)])
  return concat(head(5, map.size), ...body)
}

/** Canonical order: the lower major type first, then the shorter key, then the lower bytes. */
export function compareKeys(one: Uint8Array, other: Uint8Array): number {
  const byMajor = ((one[0] ?? 0) >> 5) - ((other[0] ?? 0) >> 5)
  return byMajor || one.length - other.length || Buffer.compare(one, other)
}
