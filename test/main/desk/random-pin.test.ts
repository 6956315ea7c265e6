import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeRandomPin } from '../../../src/main/desk/random-pin.ts'

const textOf = (pin: Uint8Array): string => new TextDecoder().decode(pin)

test('digits of the length asked for, no leading zero, nothing obvious', () => {
  for (let at = 0; at < 2000; at++) {
    const pin = textOf(makeRandomPin('random-digits', 6, randomBytes))
    expect(pin).toMatch(/^[1-9]\d{5}$/)
    expect(pin).not.toMatch(
      /(\d)\1\1|012|123|234|345|456|567|678|789|987|876|765|654|543|432|321|210/,
    )
  }
})

test('no digit is favoured: bytes of 250 and more are thrown away', () => {
  const bytes = [255, 250, 4, 254, 9, 2, 7, 251, 1, 8]
  const pin = makeRandomPin('random-digits', 6, () => Uint8Array.of(bytes.shift() ?? 0))
  expect(textOf(pin)).toBe('492718')
})

test('an obvious one is thrown away whole', () => {
  const bytes = [1, 2, 3, 4, 4, 9, 2, 8]
  const pin = makeRandomPin('random-digits', 4, () => Uint8Array.of(bytes.shift() ?? 0))
  expect(textOf(pin)).toBe('4928')
})

test('letters without look-alikes, nothing obvious', () => {
  for (let at = 0; at < 2000; at++) {
    const pin = textOf(makeRandomPin('random-letters', 8, randomBytes))
    expect(pin).toMatch(/^[abcdefghjkmnpqrstuvwxyz]{8}$/)
    expect(pin).not.toMatch(/(.)\1\1|abc|xyz|cba|zyx/)
  }
})
