import { expect, test } from 'vitest'
import { checkPin, encodePin, isAllowed } from '../../../../src/renderer/run/pin/pin-rules.ts'

// CTAP 2.2 section 6.5.1: minPINLength counts Unicode code points, the maximum is 63 bytes of UTF-8,
// and a PIN is in Normalization Form C.
const limits = { minimumLength: 4, maximumBytes: 63 }

test('counts code points, not UTF-16 units', () => {
  expect(checkPin('😀😀', '', limits).length).toBe(false)
  expect(checkPin('😀😀😀😀', '', limits).length).toBe(true)
})

test('counts after composing: e and its accent are one', () => {
  expect(checkPin('abe\u0301', '', limits).length).toBe(false)
  expect(checkPin('abce\u0301', '', limits).length).toBe(true)
})

test('counts bytes as UTF-8', () => {
  expect(checkPin('ü'.repeat(31), '', limits).bytes).toBe(true)
  expect(checkPin('ü'.repeat(32), '', limits).bytes).toBe(false)
})

test('takes the same PIN typed composed and decomposed as the same', () => {
  expect(checkPin('caf\u00e9', 'cafe\u0301', limits).same).toBe(true)
  expect(checkPin('', '', limits).same).toBe(false)
})

test('refuses what cannot be typed again', () => {
  expect(checkPin('1234\0', '', limits).text).toBe(false)
  expect(checkPin('12\ud83d34', '', limits).text).toBe(false)
  expect(checkPin('pass wörd', '', limits).text).toBe(true)
})

test('allows a PIN only when every rule is met', () => {
  expect(isAllowed(checkPin('2468', '2468', limits))).toBe(true)
  expect(isAllowed(checkPin('2468', '2469', limits))).toBe(false)
})

test('goes to the key in Normalization Form C', () => {
  expect([...encodePin('e\u0301')]).toEqual([0xc3, 0xa9])
})
