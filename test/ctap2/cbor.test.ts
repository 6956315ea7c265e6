import { Decoder, Encoder } from 'cbor-x'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CborError,
  cborMap,
  encodeCbor,
  type CborKey,
  type CborValue,
} from '../../src/ctap2/cbor.ts'
import { decodeCbor, decodeCborPrefix } from '../../src/ctap2/cbor-reader.ts'
import { endOfItem } from '../../src/ctap2/cbor-skip.ts'
import { hex } from '../support/scripted-key.ts'

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const mapOf = (entries: [CborKey, CborValue][]): CborValue => new Map(entries)

// RFC 8949, appendix A, without what CTAP2 forbids.
const examples: readonly [CborValue, string][] = [
  [0, '00'],
  [1, '01'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [25, '1819'],
  [100, '1864'],
  [1000, '1903e8'],
  [1000000, '1a000f4240'],
  [1000000000000, '1b000000e8d4a51000'],
  [18446744073709551615n, '1bffffffffffffffff'],
  [-9223372036854775808n, '3b7fffffffffffffff'],
  [-1, '20'],
  [-10, '29'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [hex(''), '40'],
  [hex('01020304'), '4401020304'],
  ['', '60'],
  ['a', '6161'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['\u00fc', '62c3bc'],
  ['\u6c34', '63e6b0b4'],
  ['\ud800\udd51', '64f0908591'],
  [[], '80'],
  [[1, 2, 3], '83010203'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [mapOf([]), 'a0'],
  [
    mapOf([
      [1, 2],
      [3, 4],
    ]),
    'a201020304',
  ],
  [
    mapOf([
      ['a', 1],
      ['b', [2, 3]],
    ]),
    'a26161016162820203',
  ],
  [['a', mapOf([['b', 'c']])], '826161a161626163'],
]

const floats: readonly [number, string][] = [
  [0, 'f90000'],
  [-0, 'f98000'],
  [1, 'f93c00'],
  [1.1, 'fb3ff199999999999a'],
  [1.5, 'f93e00'],
  [65504, 'f97bff'],
  [100000, 'fa47c35000'],
  [3.4028234663852886e38, 'fa7f7fffff'],
  [1e300, 'fb7e37e43c8800759c'],
  [5.960464477539063e-8, 'f90001'],
  [0.00006103515625, 'f90400'],
  [-4, 'f9c400'],
  [-4.1, 'fbc010666666666666'],
  [Number.POSITIVE_INFINITY, 'f97c00'],
  [Number.NaN, 'f97e00'],
  [Number.NEGATIVE_INFINITY, 'faff800000'],
]

describe('examples of RFC 8949, appendix A', () => {
  test.each(examples)('%o is %s both ways', (value, encoded) => {
    expect(toHex(encodeCbor(value))).toBe(encoded)
    expect(decodeCbor(hex(encoded))).toEqual(value)
  })

  test.each(floats)('reads %d from %s', (value, encoded) => {
    expect(decodeCbor(hex(encoded))).toBe(value)
  })

  test('reads an integer below -2^63, which is never written', () => {
    expect(decodeCbor(hex('3bffffffffffffffff'))).toBe(-18446744073709551616n)
  })

  test('reads undefined, which some keys send for what they leave out', () => {
    expect(decodeCbor(hex('f7'))).toBeUndefined()
  })
})

describe('canonical form (CTAP 2.2, section 8)', () => {
  test('orders keys by type, then length, then bytes, whatever the order of insertion', () => {
    const value = mapOf([
      ['aa', 1],
      ['b', 2],
      [-1, 3],
      [256, 4],
      [24, 5],
      [10, 6],
      [-257, 7],
      ['\u00fc', 8],
      ['zz', 9],
    ])
    expect(toHex(encodeCbor(value))).toBe(
      'a90a061818051901000420033901000761620262616101627a7a0962c3bc08',
    )
  })

  test('takes integers of every width in their shortest form, bigints too', () => {
    expect(toHex(encodeCbor(2 ** 32))).toBe('1b0000000100000000')
    expect(toHex(encodeCbor(-(2 ** 32)))).toBe('3affffffff')
    expect(toHex(encodeCbor(-(2 ** 32) - 1))).toBe('3b0000000100000000')
    expect(toHex(encodeCbor(10n))).toBe('0a')
    expect(toHex(encodeCbor(mapOf([[5n, 1]])))).toBe('a10501')
  })

  test.each([1.5, Number.NaN, 2 ** 60, 2n ** 64n, -(2n ** 63n) - 1n, undefined])(
    'has no form for %s',
    (value) => {
      expect(() => encodeCbor(value)).toThrow(TypeError)
    },
  )

  test('refuses a map that names one key in two ways', () => {
    expect(() =>
      encodeCbor(
        mapOf([
          [5, 1],
          [5n, 2],
        ]),
      ),
    ).toThrow(TypeError)
  })

  test('cborMap leaves out what has no value', () => {
    const map = cborMap([
      [1, undefined],
      [2, null],
      [3, 0],
    ])
    expect([...map.keys()]).toEqual([2, 3])
  })
})

describe('strict decoding', () => {
  test.each([
    ['nothing', '', 'ends too early'],
    ['bytes after the end', '0000', 'bytes after the end'],
    ['a length beyond the end', '45010203', 'length beyond the end'],
    ['an array longer than its bytes', '9affffffff', 'length beyond the end'],
    ['a map longer than its bytes', 'a30102', 'length beyond the end'],
    ['a length of 64 bits', '5bffffffffffffffff', 'length beyond the end'],
    ['a head cut short', '19ff', 'ends too early'],
    ['an item missing in an array', '820102'.slice(0, 4), 'length beyond the end'],
    ['a duplicate key', 'a201000100', 'duplicate key'],
    ['a key of another type', 'a1400', 'map key'],
    ['a float for a key', 'a1f9380000', 'map key'],
    ['an indefinite array', '9fff', 'indefinite length'],
    ['an indefinite text', '7f6161ff', 'indefinite length'],
    ['a break alone', 'ff', 'break'],
    ['a reserved head', '1c', 'reserved head'],
    ['a tag', 'c000', 'tag'],
    ['an unassigned simple value', 'f0', 'unassigned'],
    ['a simple value of two bytes', 'f8ff', 'unassigned'],
    ['a fifth level', '8181818180', 'nesting too deep'],
  ])('refuses %s', (_name, encoded, reason) => {
    expect(() => decodeCbor(hex(encoded.length % 2 ? `${encoded}0` : encoded))).toThrow(CborError)
    expect(() => decodeCbor(hex(encoded.length % 2 ? `${encoded}0` : encoded))).toThrow(reason)
  })

  test.each([
    ['keys out of order', 'a202000100', 'key-order'],
    ['text before integers', 'a26161000100', 'key-order'],
    ['a longer key first', 'a262616100616200', 'key-order'],
    ['an integer longer than needed', '1817', 'longer-than-needed'],
    ['the same in 16 bits', '1900ff', 'longer-than-needed'],
    ['the same in 32 bits', '1a0000ffff', 'longer-than-needed'],
    ['the same in 64 bits', '1b00000000ffffffff', 'longer-than-needed'],
    ['a length longer than needed', '580100', 'longer-than-needed'],
    ['text that is not UTF-8', '61ff', 'not-utf-8'],
  ] as const)('refuses %s unless told to bear it', (_name, encoded, departure) => {
    expect(() => decodeCbor(hex(encoded))).toThrow(expect.objectContaining({ departure }))
    expect(() => decodeCbor(hex(encoded), { tolerate: [departure] })).not.toThrow()
  })

  test('finds a duplicate even where order is not asked for', () => {
    const options = { tolerate: ['key-order', 'longer-than-needed'] } as const
    expect(() => decodeCbor(hex('a3010002000100'), options)).toThrow('duplicate key')
    expect(() => decodeCbor(hex('a20100180100'), options)).toThrow('duplicate key')
  })

  test('four levels are allowed, and more where the caller says so', () => {
    expect(decodeCbor(hex('81818180'))).toEqual([[[[]]]])
    expect(decodeCbor(hex('8181818180'), { maximumDepth: 5 })).toEqual([[[[[]]]]])
  })

  test('says where the first item ends', () => {
    expect(decodeCborPrefix(hex('a10102ffff'))).toEqual({ value: new Map([[1, 2]]), end: 3 })
  })
})

const integers = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).filter((n) => !isSafe(n)),
)
const isSafe = (n: bigint): boolean =>
  n >= BigInt(Number.MIN_SAFE_INTEGER) && n <= BigInt(Number.MAX_SAFE_INTEGER)
const leaf: fc.Arbitrary<CborValue> = fc.oneof(
  integers,
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array(),
)
const value = fc.letrec<{ deep: CborValue }>((tie) => ({
  deep: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('deep'), { maxLength: 6 }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(integers, fc.string()), tie('deep')), {
        selector: ([key]) => String(key) + typeof key,
        maxLength: 6,
      })
      .map((entries) => new Map(entries)),
  ),
})).deep

describe('properties', () => {
  test('what is encoded decodes strictly to itself', () => {
    fc.assert(
      fc.property(value, (v) => {
        expect(decodeCbor(encodeCbor(v))).toEqual(v)
      }),
    )
  })

  test('cbor-x reads what we write as we do', () => {
    const decoder = new Decoder({ useRecords: false, mapsAsObjects: false, tagUint8Array: false })
    const plain = (v: unknown): unknown => decoder.decode(new Encoder().encode(v))
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.integer(), (bytes, text, number) => {
        const map = mapOf([
          [number, text],
          [text, bytes],
        ])
        const read: unknown = decoder.decode(encodeCbor(map))
        expect(read).toBeInstanceOf(Map)
        expect(read).toHaveProperty('size', 2)
        expect(plain(text)).toBe(decodeCbor(encodeCbor(text)))
      }),
    )
  })

  test('every string of bytes is one canonical item or a CborError, and has one encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const decoded = decodeCbor(bytes)
          if (isEncodable(decoded)) expect(encodeCbor(decoded)).toEqual(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(CborError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

// Floats and undefined are read, but never written.
function isEncodable(decoded: CborValue): boolean {
  try {
    encodeCbor(decoded)
    return !containsFloat(decoded)
  } catch {
    return false
  }
}

function containsFloat(v: CborValue): boolean {
  if (typeof v === 'number') return true
  if (Array.isArray(v)) return v.some((item: CborValue) => containsFloat(item))
  return v instanceof Map && [...v.values()].some((item: CborValue) => containsFloat(item))
}

describe('where an item ends, whatever is in it (RFC 8949 §5.3.1)', () => {
  test.each([
    ['an integer', '1903e8'],
    ['a tag', 'c11a514b67b0'],
    ['a byte string in parts', '5f42010243030405ff'],
    ['an array without a length', '9f018202039f0405ffff'],
    ['a map without a length', 'bf61610161629f0203ffff'],
    ['a float', 'fb3ff199999999999a'],
    ['a simple value', 'f8ff'],
    ['an empty map', 'a0'],
  ])('%s', (_name, encoded) => {
    const bytes = hex(`00 ${encoded} 00`)
    expect(endOfItem(bytes, 1)).toBe(bytes.length - 1)
  })

  test.each([
    ['nothing', '', 'ends too early'],
    ['a head cut short', '19 03', 'ends too early'],
    ['a string beyond the end', '43 0102', 'ends too early'],
    ['a count beyond the end', '9b ffffffffffffffff 00', 'ends too early'],
    ['a break alone', 'ff', 'break'],
    ['a reserved head', '1c', 'reserved head'],
    ['an array that never ends', '9f 01', 'ends too early'],
    ['a map that ends within a pair', 'bf 01 ff', 'break'],
    ['a tag without a length', 'df', 'indefinite length'],
    ['endless nesting', '81'.repeat(100), 'nesting too deep'],
  ])('%s ends nowhere', (_name, encoded, reason) => {
    expect(() => endOfItem(hex(encoded), 0)).toThrow(reason)
    expect(() => endOfItem(hex(encoded), 0)).toThrow(CborError)
  })

  test('is where our own reading of canonical items ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const { end } = decodeCborPrefix(bytes)
          expect(endOfItem(bytes, 0)).toBe(end)
        } catch (error) {
          expect(error).toBeInstanceOf(CborError)
        }
      }),
    )
  })
})
