import { refuse, Status } from '../status.ts'
import { decode } from './decode.ts'
import type { CborKey, CborMap, CborValue } from './value.ts'

/**
 * Reading members of a request. One that is missing ends the command with
 * CTAP2_ERR_MISSING_PARAMETER, one of another type with CTAP2_ERR_CBOR_UNEXPECTED_TYPE.
 */
type Read<T> = (value: CborValue) => T

export const asBytes: Read<Uint8Array> = (value) =>
  value instanceof Uint8Array ? value : refuse(Status.cborUnexpectedType)

export const asText: Read<string> = (value) =>
  typeof value === 'string' ? value : refuse(Status.cborUnexpectedType)

export const asFlag: Read<boolean> = (value) =>
  typeof value === 'boolean' ? value : refuse(Status.cborUnexpectedType)

export const asInteger: Read<number> = (value) =>
  typeof value === 'number' ? value : refuse(Status.cborUnexpectedType)

export const asUnsigned: Read<number> = (value) => {
  const integer = asInteger(value)
  return integer >= 0 ? integer : refuse(Status.cborUnexpectedType)
}

export const asMap: Read<CborMap> = (value) =>
  value instanceof Map ? value : refuse(Status.cborUnexpectedType)

const isList = (value: CborValue): value is readonly CborValue[] => Array.isArray(value)

export const asList: Read<readonly CborValue[]> = (value) =>
  isList(value) ? value : refuse(Status.cborUnexpectedType)

export function required<T>(map: CborMap, key: CborKey, read: Read<T>): T {
  const value = map.get(key)
  return value === undefined ? refuse(Status.missingParameter) : read(value)
}

export function optional<T>(map: CborMap, key: CborKey, read: Read<T>): T | undefined {
  const value = map.get(key)
  return value === undefined ? undefined : read(value)
}

/** The parameters of a command: a map, or nothing at all for commands that have none. */
export function decodeParameters(bytes: Uint8Array): CborMap {
  return bytes.length === 0 ? new Map() : asMap(decode(bytes))
}
