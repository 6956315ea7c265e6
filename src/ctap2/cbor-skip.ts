import { CborError } from './cbor.ts'

const TAG = 6
const SIMPLE = 7
const INDEFINITE = 31
const BREAK = 0xff
// Deeper than anything a key sends; what is skipped must not exhaust the stack either.
const MAXIMUM_DEPTH = 32

interface Head {
  readonly major: number
  readonly info: number
  /** A value or a count; meaningless for indefinite lengths. */
  readonly argument: number
  readonly end: number
}

/**
 * Where the item at `start` ends, whatever is in it: tags, indefinite lengths and all else that is
 * well-formed CBOR though CTAP2 has no place for it. Throws CborError (RFC 8949 §5.3.1, appendix C).
 */
export function endOfItem(bytes: Uint8Array, start: number, depth = 0): number {
  if (depth > MAXIMUM_DEPTH) throw new CborError('nesting too deep', start)
  const head = readHead(bytes, start)
  const { major, info, argument, end } = head
  if (major < 2 || major === SIMPLE) return endOfScalar(head, start)
  if (info === INDEFINITE) return endOfIndefinite(bytes, head, depth)
  if (major < 4) return demandEnd(bytes, end + argument)
  const items = major === TAG ? 1 : argument * (major - 3)
  return endOfItems(bytes, end, items, depth)
}

function endOfItems(bytes: Uint8Array, start: number, items: number, depth: number): number {
  let at = start
  for (let index = 0; index < items; index += 1) at = endOfItem(bytes, at, depth + 1)
  return at
}

function endOfScalar({ info, end }: Head, start: number): number {
  if (info !== INDEFINITE) return end
  throw new CborError('break', start)
}

function endOfIndefinite(bytes: Uint8Array, { major, end }: Head, depth: number): number {
  if (major === TAG) throw new CborError('indefinite length', end - 1)
  let at = end
  // A map ends between its pairs, not within one.
  const itemsEach = major === 5 ? 2 : 1
  while (bytes[at] !== BREAK) at = endOfItems(bytes, at, itemsEach, depth)
  return at + 1
}

function readHead(bytes: Uint8Array, start: number): Head {
  const initial = bytes[start]
  if (initial === undefined) throw new CborError('ends too early', start)
  const [major, info] = [initial >> 5, initial & 0x1f]
  if (info < 24 || info === INDEFINITE) return { major, info, argument: info, end: start + 1 }
  if (info > 27) throw new CborError('reserved head', start)
  const end = demandEnd(bytes, start + 1 + 2 ** (info - 24))
  const digits = bytes.subarray(start + 1, end)
  return { major, info, argument: digits.reduce((sum, digit) => sum * 256 + digit, 0), end }
}

function demandEnd(bytes: Uint8Array, end: number): number {
  if (end <= bytes.length) return end
  throw new CborError('ends too early', bytes.length)
}
