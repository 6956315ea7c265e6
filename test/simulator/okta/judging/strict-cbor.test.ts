import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAuthenticatorData } from '../../../../src/simulator/okta/judging/authenticator-data.ts'
import { readCbor } from '../../../../src/simulator/okta/judging/strict-cbor.ts'

function read(hex: string): unknown {
  return readCbor(Uint8Array.from(Buffer.from(hex, 'hex'))).value
}

// Examples of RFC 8949 appendix A.
test.each<[string, unknown]>([
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['20', -1],
  ['3903e7', -1000],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['6449455446', 'IETF'],
  ['62c3bc', 'ü'],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['83010203', [1, 2, 3]],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
])('reads %s', (hex, value) => {
  expect(read(hex)).toEqual(value)
})

test.each([
  ['a longer length than needed', '1817'],
  ['a longer length than needed', '190018'],
  ['a longer length than needed', '5801aa'],
  ['an indefinite length', '5f42010243030405ff'],
  ['a float', 'f93c00'],
  ['undefined', 'f7'],
  ['a tag', 'c074'],
  ['a key twice', 'a201020103'],
  ['keys out of order', 'a203040102'],
  ['a longer key before a shorter', 'a2626161016162 02'.replace(' ', '')],
  ['text that is not UTF-8', '61ff'],
  ['an early end', '4401'],
  ['an early end', '83'],
  ['nothing', ''],
  ['a number beyond 2^53', '1bffffffffffffffff'],
  ['a map as a key', 'a1a000'],
  ['more than eight levels', '81'.repeat(10) + '00'],
])('refuses %s: %s', (_, hex) => {
  expect(() => read(hex)).toThrow(/CBOR|encoded/)
})

test('any bytes are read or refused, and never hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        expect(readCbor(bytes).end).toBeLessThanOrEqual(bytes.length)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
      try {
        parseAuthenticatorData(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }),
  )
})

test('authenticator data is read to its last byte', () => {
  const bare = new Uint8Array(37)
  bare[32] = 0x05
  expect(parseAuthenticatorData(bare)).toMatchObject({ userPresent: true, attested: null })
  expect(() => parseAuthenticatorData(new Uint8Array(36))).toThrow('too short')
  expect(() => parseAuthenticatorData(new Uint8Array(38))).toThrow('left over')
  const extended = Uint8Array.from([...bare, 0xa0])
  extended[32] = 0x85
  expect(parseAuthenticatorData(extended)).toMatchObject({ userVerified: true })
})

test('a key orders its own maps as it likes, but says nothing twice', () => {
  const withOutputs = (hex: string): Uint8Array => {
    const data = Uint8Array.from([...new Uint8Array(37), ...Buffer.from(hex, 'hex')])
    data[32] = 0x85
    return data
  }
  const disordered = withOutputs('a26b686d61632d736563726574f56b6372656450726f7465637403')
  expect(parseAuthenticatorData(disordered)).toMatchObject({ userVerified: true })
  expect(() => parseAuthenticatorData(withOutputs('a2616101616102'))).toThrow('twice')
})
