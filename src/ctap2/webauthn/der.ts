/** One element of DER: its tag byte and where its content is. */
export interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
  /** The element with its tag and length. */
  readonly whole: Uint8Array
}

const INDEFINITE = 0x80

/** The elements in a row of DER bytes; throws RangeError when lengths lie (X.690 §10). */
export function readDer(bytes: Uint8Array): readonly DerElement[] {
  const elements: DerElement[] = []
  for (let at = 0; at < bytes.length;) {
    const { contentStart, length } = readLength(bytes, at + 1)
    const end = contentStart + length
    if (end > bytes.length) throw new RangeError('DER ends too early')
    elements.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(contentStart, end),
      whole: bytes.subarray(at, end),
    })
    at = end
  }
  return elements
}

function readLength(bytes: Uint8Array, at: number): { contentStart: number; length: number } {
  const first = bytes[at] ?? INDEFINITE
  if (first < INDEFINITE) return { contentStart: at + 1, length: first }
  const size = first - INDEFINITE
  if (size === 0 || size > 3) throw new RangeError('DER length is not definite and small')
  const contentStart = at + 1 + size
  const digits = bytes.subarray(at + 1, contentStart)
  const length = digits.reduce((total, digit) => total * 256 + digit, 0)
  return { contentStart, length }
}
