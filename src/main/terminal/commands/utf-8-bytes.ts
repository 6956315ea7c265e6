import { encodingOf } from '../../system/read-text-file.ts'

const leads = [0, 0xc0, 0xe0, 0xf0]

/**
 * Text as UTF-8 without its byte order mark, in bytes of its own that the caller zeroes: a string could
 * not be zeroed. What is no text stays none; half a character at the end is left out of UTF-16.
 */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const { name, markLength } = encodingOf(bytes)
  const text = bytes.subarray(markLength)
  return name === 'utf-8' ? text.slice() : fromUtf16(text, name === 'utf-16le')
}

function fromUtf16(bytes: Uint8Array, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Two bytes become three at most, and the four of a pair four.
  const utf8 = new Uint8Array(bytes.length * 2)
  let length = 0
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const unit = view.getUint16(at, isLittleEndian)
    const next = at + 3 < bytes.length ? view.getUint16(at + 2, isLittleEndian) : 0
    const isPair = unit >> 10 === 0x36 && next >> 10 === 0x37
    // Half a pair alone becomes bytes that are no UTF-8, and is refused as no text where it is read.
    length = write(utf8, length, isPair ? pointOf(unit, next) : unit)
    if (isPair) at += 2
  }
  const text = utf8.slice(0, length)
  utf8.fill(0)
  return text
}

/** The code point of a high and a low surrogate (Unicode 16.0 §3.9, D91). */
function pointOf(high: number, low: number): number {
  return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)
}

/** Writes a code point (RFC 3629 §3) and returns where the next one goes. */
function write(utf8: Uint8Array, at: number, point: number): number {
  const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
  for (let place = more; place > 0; place -= 1) {
    utf8[at + place] = 0x80 | ((point >> (6 * (more - place))) & 0x3f)
  }
  utf8[at] = (leads[more] ?? 0) | (point >> (6 * more))
  return at + more + 1
}
