import { describe, expect, test } from 'vitest'
import { decode } from '../../../../src/simulator/virtual-key/cbor/decode.ts'
import { encode } from '../../../../src/simulator/virtual-key/cbor/encode.ts'
import type { CborValue } from '../../../../src/simulator/virtual-key/cbor/value.ts'
import { hexBytes } from '../host.ts'

const ofHex = (digits: string): CborValue => decode(hexBytes(digits))

/** RFC 8949 appendix A, as far as CTAP2 has use for it. */
const vectors: readonly (readonly [string, CborValue])[] = [
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['20', -1],
  ['3903e7', -1000],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['4401020304', hexBytes('01020304')],
  ['64f0908591', '\u{10151}'],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  [
    'a26161016162820203',
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
]

describe('CBOR', () => {
  test.each(vectors)('%s is encoded and decoded as in RFC 8949', (digits, value) => {
    expect(Buffer.from(encode(value)).toString('hex')).toBe(digits)
    expect(decode(hexBytes(digits))).toEqual(value)
  })

  test('keys are sorted by type, length and bytes (CTAP 2.1 section 8)', () => {
    const map = new Map<string | number, CborValue>([
      ['aa', 0],
      ['b', 0],
      [-1, 0],
      [1000, 0],
      [9, 0],
      ['a', 0],
      [24, 0],
    ])
    expect(Buffer.from(encode(map)).toString('hex')).toBe(
      ['a7', '0900', '181800', '1903e800', '2000', '616100', '616200', '62616100'].join(''),
    )
  })

  test.each([
    ['trailing bytes', '0000'],
    ['nothing', ''],
    ['a length that lies', '4401'],
    ['an array that lies', '9affffffff'],
    ['an indefinite length', '9fff'],
    ['a long form of a small number', '1817'],
    ['a long form of a small 64-bit number', '1b00000000ffffffff'],
    ['keys out of order', 'a201000000'],
    ['a key twice', 'a201000100'],
    ['a key that is a list', 'a18000'],
    ['text that is no UTF-8', '61ff'],
    ['a tag', 'c000'],
    ['a float', 'f93c00'],
    ['undefined', 'f7'],
    ['nesting beyond what CTAP2 allows', '81818181818100'],
  ])('%s is refused', (_, digits) => {
    expect(() => ofHex(digits)).toThrow('CTAP2 status 0x12')
  })
})
