import { isCborMap, type CborKey, type CborMap, type CborValue } from './cbor.ts'
import { KeyProtocolError } from './errors.ts'

/** Reads one kind of value; calls `refuse` with what was expected when it is something else. */
export type FieldReader<T> = (value: CborValue, refuse: (expected: string) => never) => T

/** Members by name: the number each has on the wire, and how it is read. */
export type MemberTable = Readonly<Record<string, readonly [CborKey, FieldReader<unknown>]>>

/** What a table of members reads: those that are there. */
export type Members<T extends MemberTable> = {
  readonly [Name in keyof T]?: T[Name] extends readonly [CborKey, FieldReader<infer V>] ? V : never
}

/** The members of a key's answer, read by number and name; errors name command and field. */
export class Fields {
  readonly #command: string
  readonly #map: CborMap

  constructor(command: string, map: CborMap) {
    this.#command = command
    this.#map = map
  }

  /** A member that must be there; throws KeyProtocolError. */
  required<T>(key: CborKey, name: string, read: FieldReader<T>): T {
    const value = this.optional(key, name, read)
    if (value === undefined) throw new KeyProtocolError(this.#command, name, 'is missing')
    return value
  }

  /** A member that may be absent; null and undefined count as absent. */
  optional<T>(key: CborKey, name: string, read: FieldReader<T>): T | undefined {
    const value = this.#map.get(key)
    if (value === undefined || value === null) return undefined
    return read(value, (expected) => {
      throw new KeyProtocolError(this.#command, name, `is not ${expected}`)
    })
  }

  /** All members of a table that are there, by name; throws KeyProtocolError. */
  members<T extends MemberTable>(table: T): Members<T>
  members(table: MemberTable): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    for (const [name, [key, read]] of Object.entries(table)) {
      const value = this.optional(key, name, read)
      if (value !== undefined) found[name] = value
    }
    return found
  }
}

/** A byte string. */
export const bytes: FieldReader<Uint8Array> = (value, refuse) =>
  value instanceof Uint8Array ? value : refuse('a byte string')

/** Text. */
export const text: FieldReader<string> = (value, refuse) =>
  typeof value === 'string' ? value : refuse('text')

/** True or false. */
export const boolean: FieldReader<boolean> = (value, refuse) =>
  typeof value === 'boolean' ? value : refuse('a boolean')

/** An integer a number holds exactly. */
export const integer: FieldReader<number> = (value, refuse) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse('an integer')

/** An integer from 0 to 2^53 - 1. */
export const unsigned: FieldReader<number> = (value, refuse) => {
  const number = integer(value, refuse)
  return number >= 0 ? number : refuse('an unsigned integer')
}

/** Integers of up to 64 bits, as vendors' command numbers are. */
export const wideUnsigned: FieldReader<number | bigint> = (value, refuse) => {
  if (typeof value === 'bigint' && value >= 0n) return value
  return unsigned(value, refuse)
}

/** A map. */
export const map: FieldReader<CborMap> = (value, refuse) =>
  isCborMap(value) ? value : refuse('a map')

/** A byte string of exactly so many bytes. */
export function bytesOf(length: number): FieldReader<Uint8Array> {
  return (value, refuse) => {
    const found = bytes(value, refuse)
    return found.length === length ? found : refuse(`${length} bytes long`)
  }
}

/** An array whose items all read alike. */
export function arrayOf<T>(read: FieldReader<T>): FieldReader<readonly T[]> {
  return (value, refuse) => {
    if (!Array.isArray(value)) return refuse('an array')
    return value.map((item: CborValue) =>
      read(item, (expected) => refuse(`an array of ${expected}`)),
    )
  }
}

/** A map from text to values that all read alike. */
export function recordOf<T>(read: FieldReader<T>): FieldReader<Readonly<Record<string, T>>> {
  return (value, refuse) => {
    const entries = [...map(value, refuse)].map(([key, item]): [string, T] => [
      text(key, refuse),
      read(item, (expected) => refuse(`a map to ${expected}`)),
    ])
    return Object.fromEntries(entries)
  }
}
