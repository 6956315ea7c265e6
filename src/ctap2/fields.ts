import { isCborMap, type CborKey, type CborMap, type CborValue } from './cbor.ts'
import { KeyProtocolError } from './errors.ts'

/** Reads one kind of value; calls `refuse` with what was expected when it is something else. */
export type FieldReader<T> = (value: CborValue, refuse: (expected: string) => never) => T

/** Members by name: the number each has on the wire, and how it is read. */
export type MemberTable = Readonly<Record<string, readonly [CborKey, FieldReader<unknown>]>>

/** What a table of members reads: those that are there. */
export type Members<T extends MemberTable> = {
  readonly [Name in keyof T]?: T[Name] extends readonly [CborKey, FieldReader<infer V>]
    ? Exclude<V, undefined>
    : never
}

/** Hears of a member that could not be read as the standard has it, and was let pass. */
export type TellOdd = (error: KeyProtocolError) => void

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
    return collect(table, (key, name, read) => this.optional(key, name, read))
  }

  /**
   * A member that may be absent, and that costs nothing but itself when it is odd: of a list or a map
   * the entries that read stay, anything else counts as absent. `tell` hears of it.
   */
  readable<T>(key: CborKey, name: string, read: FieldReader<T>, tell: TellOdd): T | undefined {
    try {
      return this.optional(key, name, read)
    } catch (error) {
      if (!(error instanceof KeyProtocolError)) throw error
      tell(error)
      return readParts(this.#map.get(key), read)
    }
  }

  /** As `members`, each read by `readable`. */
  readableMembers<T extends MemberTable>(table: T, tell: TellOdd): Members<T>
  readableMembers(table: MemberTable, tell: TellOdd): Record<string, unknown> {
    return collect(table, (key, name, read) => this.readable(key, name, read, tell))
  }
}

function collect(
  table: MemberTable,
  readOne: (key: CborKey, name: string, read: FieldReader<unknown>) => unknown,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, [key, read]] of Object.entries(table)) {
    const value = readOne(key, name, read)
    if (value !== undefined) found[name] = value
  }
  return found
}

// An entry reads if a list or map of it alone would.
function readParts<T>(value: CborValue, read: FieldReader<T>): T | undefined {
  if (Array.isArray(value)) {
    const items: readonly CborValue[] = value
    const kept = items.filter((item) => attempt([item], read) !== undefined)
    return kept.length > 0 ? attempt(kept, read) : undefined
  }
  if (!isCborMap(value)) return undefined
  const kept = [...value].filter((entry) => attempt(new Map([entry]), read) !== undefined)
  return kept.length > 0 ? attempt(new Map(kept), read) : undefined
}

class Odd extends Error {}

function attempt<T>(value: CborValue, read: FieldReader<T>): T | undefined {
  try {
    return read(value, () => {
      throw new Odd()
    })
  } catch (error) {
    if (error instanceof Odd) return undefined
    throw error
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

/** A limit from 1 to 2^53 - 1; 0, with which some keys say that they do not say, is undefined. */
export const limit: FieldReader<number | undefined> = (value, refuse) => {
  const number = unsigned(value, refuse)
  return number === 0 ? undefined : number
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
