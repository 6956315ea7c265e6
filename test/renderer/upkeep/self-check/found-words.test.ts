import { expect, test } from 'vitest'
import { foundWords } from '../../../../src/renderer/upkeep/self-check/found-words.ts'
import type { SelfCheckItem } from '../../../../src/shared/housekeeping.ts'
import { english } from '../../../../src/shared/text/en/english.ts'

const of = (rest: Pick<SelfCheckItem, 'name' | 'state' | 'found'>): string =>
  foundWords(english, { cause: null, ...rest })

test('keys are counted as a person would', () => {
  expect(of({ name: 'slots', state: 'ok', found: 0 })).toMatch(/^No key is inserted/u)
  expect(of({ name: 'slots', state: 'ok', found: 1 })).toBe('One key is inserted.')
  expect(of({ name: 'slots', state: 'ok', found: 3 })).toBe('Keys in the slots: 3')
})

test('what no failure tells is told all the same', () => {
  expect(of({ name: 'journal', state: 'problem', found: 1814 })).toMatch(/at entry 1,814/u)
  expect(of({ name: 'trust', state: 'problem', found: 'roots.pem' })).toMatch(/roots\.pem$/u)
  expect(of({ name: 'trust', state: 'warning', found: 12 })).toMatch(/overdue/u)
  expect(of({ name: 'registry', state: 'ok', found: null })).toBe('It can be read and written.')
})
