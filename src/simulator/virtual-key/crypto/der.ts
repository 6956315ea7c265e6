import { concat, uint16, utf8 } from '../bytes.ts'

/** The little of DER (X.690) that a certificate needs. */
function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = concat(...contents)
  return concat(Uint8Array.of(tag), length(body.length), body)
}

function length(value: number): Uint8Array {
  if (value < 0x80) return Uint8Array.of(value)
  if (value < 0x100) return Uint8Array.of(0x81, value)
  return concat(Uint8Array.of(0x82), uint16(value))
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, ...parts)
export const set = (...parts: readonly Uint8Array[]): Uint8Array => element(0x31, ...parts)
export const octets = (bytes: Uint8Array): Uint8Array => element(0x04, bytes)
export const boolean = (value: boolean): Uint8Array =>
  element(0x01, Uint8Array.of(value ? 0xff : 0))
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array =>
  element(0x03, Uint8Array.of(unused), bytes)
export const utf8Text = (text: string): Uint8Array => element(0x0c, utf8(text))
export const printableText = (text: string): Uint8Array => element(0x13, utf8(text))
/** A moment as `YYYYMMDDHHMMSSZ`. */
export const generalizedTime = (text: string): Uint8Array => element(0x18, utf8(text))
/** A moment as `YYMMDDHHMMSSZ`, for the years to 2049. */
export const utcTime = (text: string): Uint8Array => element(0x17, utf8(text))
export const tagged = (number: number, content: Uint8Array): Uint8Array =>
  element(0xa0 | number, content)
/** A non-negative integer of big-endian bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  const isNegative = (significant[0] ?? 0) >= 0x80
  return element(0x02, isNegative ? concat(Uint8Array.of(0), significant) : significant)
}

/** An object identifier from its dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80)
  return digits
}
