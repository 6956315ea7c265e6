import { readUint16, readUint32 } from '../bytes.ts'
import { refuse, Status } from '../status.ts'
import { compareKeys } from './encode.ts'
import type { CborKey, CborMap, CborValue } from './value.ts'

/** CTAP2 messages nest four deep (section 8); one more is what COSE keys inside them may take. */
const DEPTH_LIMIT = 5

/**
 * Decodes one canonical CBOR value that fills the bytes wholly. Anything else ends the command with
 * CTAP2_ERR_INVALID_CBOR, so re-encoding what was decoded gives back the very bytes that were signed.
 */
export function decode(bytes: Uint8Array): CborValue {
  const reader = new Reader(bytes)
  const value = reader.value(DEPTH_LIMIT)
  if (!reader.isAtEnd()) refuse(Status.invalidCbor)
  return value
}

class Reader {
  readonly #bytes: Uint8Array
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  isAtEnd(): boolean {
    return this.#offset === this.#bytes.length
  }

  value(depth: number): CborValue {
    const initial = this.#take(1)[0] ?? 0
    const major = initial >> 5
    const detail = initial & 0x1f
    if (major === 7) return simple(detail)
    const argument = this.#argument(detail)
    if (major === 0) return argument
    if (major === 1) return typeof argument === 'bigint' ? -1n - argument : -1 - argument
    if (typeof argument === 'bigint') refuse(Status.invalidCbor)
    if (major === 2) return this.#take(argument).slice()
    if (major === 3) return text(this.#take(argument))
    if (depth === 0) refuse(Status.invalidCbor)
    if (major === 4) return this.#array(argument, depth - 1)
    if (major === 5) return this.#map(argument, depth - 1)
    return refuse(Status.invalidCbor)
  }

  #take(length: number): Uint8Array {
    const end = this.#offset + length
    if (end > this.#bytes.length) refuse(Status.invalidCbor)
    const taken = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return taken
  }

  #argument(detail: number): number | bigint {
    if (detail < 24) return detail
    if (detail === 24) return atLeast(24, this.#take(1)[0] ?? 0)
    if (detail === 25) return atLeast(0x100, readUint16(this.#take(2), 0))
    if (detail === 26) return atLeast(0x1_0000, readUint32(this.#take(4), 0))
    if (detail !== 27) refuse(Status.invalidCbor)
    const wide = this.#take(8)
    atLeast(1, readUint32(wide, 0))
    const value = (BigInt(readUint32(wide, 0)) << 32n) | BigInt(readUint32(wide, 4))
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
  }

  #array(length: number, depth: number): CborValue[] {
    if (length > this.#bytes.length) refuse(Status.invalidCbor)
    return Array.from({ length }, () => this.value(depth))
  }

  #map(size: number, depth: number): CborMap {
    if (size > this.#bytes.length) refuse(Status.invalidCbor)
    const map = new Map<CborKey, CborValue>()
    let previous: Uint8Array | undefined
    for (let index = 0; index < size; index++) {
      const start = this.#offset
      const key = this.value(0)
      const encoded = this.#bytes.subarray(start, this.#offset)
      if (typeof key !== 'number' && typeof key !== 'string') refuse(Status.invalidCbor)
      if (previous && compareKeys(previous, encoded) >= 0) refuse(Status.invalidCbor)
      previous = encoded
      map.set(key, this.value(depth))
    }
    return map
  }
}

function atLeast(least: number, value: number): number {
  return value >= least ? value : refuse(Status.invalidCbor)
}

function simple(detail: number): CborValue {
  if (detail === 20 || detail === 21) return detail === 21
  return detail === 22 ? null : refuse(Status.invalidCbor)
}

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refuse(Status.invalidCbor)
  }
}
