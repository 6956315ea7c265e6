import {
  CborError,
  type CborDeparture,
  type CborKey,
  type CborMap,
  type CborValue,
} from './cbor.ts'
import { endOfItem } from './cbor-skip.ts'

/** Limits of decoding: nesting (4 by the standard) and departures to accept (none). */
export interface DecodeOptions {
  readonly maximumDepth?: number
  readonly tolerate?: readonly CborDeparture[]
  /** Hears of every departure that was accepted, in words. */
  readonly onDeparture?: (reason: string) => void
  /**
   * Given, an entry of a map that cannot be read, or is there twice, is left out and told here with
   * the keys that lead to it. Else it is an error, as a departure that is not accepted always is.
   */
  readonly onLost?: (path: readonly CborKey[], error: CborError) => void
}

const STANDARD_DEPTH = 4

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

const DEPARTURES: Readonly<Record<CborDeparture, string>> = {
  'key-order': 'map key out of order',
  'longer-than-needed': 'integer or length longer than needed',
  'not-utf-8': 'text that is not UTF-8',
}

const LOST = Symbol('an entry that was left out')

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

// One pass that checks and builds at once, so what was checked and what was read cannot differ.
class Reader {
  offset = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #maximumDepth: number
  readonly #options: DecodeOptions
  readonly #path: CborKey[] = []

  constructor(bytes: Uint8Array, options: DecodeOptions) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#maximumDepth = options.maximumDepth ?? STANDARD_DEPTH
    this.#options = options
  }

  item(depth: number): CborValue {
    const start = this.offset
    const initial = this.#view.getUint8(this.#take(1))
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
    const lost = new Set<CborKey>()
    let previousStart = this.offset
    let previousEnd = this.offset
    for (let index = 0; index < length; index += 1) {
      const start = this.offset
      const key = this.#key(depth)
      const isTwice = map.has(key) || lost.has(key)
      const isInOrder = index === 0 || this.#precedes(previousStart, previousEnd, start)
      if (!isTwice && !isInOrder) this.#depart('key-order', start)
      previousStart = start
      previousEnd = this.offset
      const value = this.#value(key, depth, isTwice)
      if (value === LOST) lost.add(key)
      else map.set(key, value)
    }
    for (const key of lost) map.delete(key)
    return map
  }

  #value(key: CborKey, depth: number, isTwice: boolean): CborValue | typeof LOST {
    const { onLost } = this.#options
    const start = this.offset
    this.#path.push(key)
    try {
      if (isTwice) throw new CborError('duplicate key', start)
      return this.item(depth + 1)
    } catch (error) {
      if (!onLost || !(error instanceof CborError) || error.departure !== null) throw error
      this.offset = endOfItem(this.#bytes, start)
      onLost([...this.#path], error)
      return LOST
    } finally {
      this.#path.pop()
    }
  }

  #key(depth: number): CborKey {
    const start = this.offset
    const key = this.item(depth + 1)
    if (typeof key === 'string' || typeof key === 'bigint') return key
    if (typeof key === 'number' && Number.isInteger(key)) return key
    throw new CborError('map key that is neither integer nor text', start)
  }

  // CTAP2 canonical order: major type, then length of the encoded key, then bytes (CTAP 2.2 §8).
  #precedes(start: number, end: number, nextStart: number): boolean {
    const major = this.#view.getUint8(start) >> 5
    const nextMajor = this.#view.getUint8(nextStart) >> 5
    if (major !== nextMajor) return major < nextMajor
    const length = end - start
    const nextLength = this.offset - nextStart
    if (length !== nextLength) return length < nextLength
    for (let at = 0; at < length; at += 1) {
      const difference = this.#view.getUint8(start + at) - this.#view.getUint8(nextStart + at)
      if (difference !== 0) return difference < 0
    }
    return false
  }

  #argument(info: number, start: number): number | bigint {
    if (info < 24) return info
    if (info === 24) return this.#atLeast(this.#view.getUint8(this.#take(1)), 24, start)
    if (info === 25) return this.#atLeast(this.#view.getUint16(this.#take(2)), 0x100, start)
    if (info === 26) return this.#atLeast(this.#view.getUint32(this.#take(4)), 0x10000, start)
    if (info !== 27) throw new CborError(info === 31 ? 'indefinite length' : 'reserved head', start)
    const wide = this.#view.getBigUint64(this.#take(8))
    if (wide < 2n ** 32n) this.#depart('longer-than-needed', start)
    return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide
  }

  #atLeast(value: number, minimum: number, start: number): number {
    if (value < minimum) this.#depart('longer-than-needed', start)
    return value
  }

  // Every item takes a byte or more: a count beyond the bytes left is a lie, and memory stays bounded.
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
    if (info === 25) return half(this.#view.getUint16(this.#take(2)))
    if (info === 26) return this.#view.getFloat32(this.#take(4))
    if (info === 27) return this.#view.getFloat64(this.#take(8))
    throw new CborError(info === 31 ? 'break' : 'unassigned simple value', start)
  }

  #text(length: number): string {
    const start = this.offset
    const encoded = this.#slice(length)
    const text = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength)
    // Nearly all text of keys is ASCII, for which this is several times faster than a TextDecoder.
    if (isAscii(encoded)) return text.toString('latin1')
    try {
      return utf8.decode(encoded)
    } catch {
      this.#depart('not-utf-8', start)
      return text.toString('utf8')
    }
  }

  #slice(length: number): Uint8Array {
    const start = this.#take(length)
    return this.#bytes.subarray(start, start + length)
  }

  #take(length: number): number {
    const at = this.offset
    if (at + length > this.#bytes.length) throw new CborError('ends too early', at)
    this.offset = at + length
    return at
  }

  #depart(departure: CborDeparture, offset: number): void {
    const { tolerate, onDeparture } = this.#options
    if (!tolerate?.includes(departure)) {
      throw new CborError(DEPARTURES[departure], offset, departure)
    }
    onDeparture?.(DEPARTURES[departure])
  }
}

function negative(argument: number | bigint): number | bigint {
  if (typeof argument === 'bigint') return -1n - argument
  return argument < Number.MAX_SAFE_INTEGER ? -1 - argument : -1n - BigInt(argument)
}

// IEEE 754 binary16 (RFC 8949 appendix D).
function half(bits: number): number {
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  const sign = bits & 0x8000 ? -1 : 1
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false
  return true
}
