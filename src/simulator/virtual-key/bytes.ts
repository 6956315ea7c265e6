/** Plain `Uint8Array` work; a Buffer from node:crypto never leaves this key. */

const text = new TextEncoder()

export const utf8 = (value: string): Uint8Array => text.encode(value)

export const plain = (buffer: Uint8Array): Uint8Array => Uint8Array.from(buffer)

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export function fromHex(digits: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new RangeError(`not hexadecimal: ${digits}`)
  return plain(Buffer.from(digits, 'hex'))
}

export function uint16(value: number): Uint8Array {
  return Uint8Array.of((value >>> 8) & 0xff, value & 0xff)
}

export function uint32(value: number): Uint8Array {
  return concat(uint16(value >>> 16), uint16(value & 0xffff))
}

export function readUint16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0)
}

export function readUint32(bytes: Uint8Array, offset: number): number {
  return readUint16(bytes, offset) * 0x1_0000 + readUint16(bytes, offset + 2)
}
