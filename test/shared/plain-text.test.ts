import { describe, expect, test } from 'vitest'
import {
  longestName,
  plainJson,
  plainName,
  plainText,
  plainTexts,
} from '../../src/shared/plain-text.ts'

describe('what would be obeyed is shown', () => {
  test.each([
    ['an escape sequence', 'Mallory\u001b]0;x\u0007', 'Mallory␛]0;x␇'],
    ['ends of lines', 'Mallory\r\nIssued to ceo', 'Mallory␍␊Issued to ceo'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
    ['C1 controls: a CSI of one byte', 'a\u009b2Jb', 'a<U+009B>2Jb'],
    ['delete', 'a\u007fb', 'a␡b'],
    ['overrides of direction', 'exe\u202egpj', 'exe<U+202E>gpj'],
    ['isolates', '\u2066a\u2069', '<U+2066>a<U+2069>'],
    ['nothing that looks like something', 'jane\u200b@example.com', 'jane<U+200B>@example.com'],
    ['a byte order mark in the middle', 'a\ufeffb', 'a<U+FEFF>b'],
    ['tags', 'a\u{e0041}b', 'a<U+E0041>b'],
    ['half a character', 'a\ud800b', 'a<U+D800>b'],
  ])('%s', (_, text, shown) => {
    expect(plainText(text)).toBe(shown)
  })
})

test.each([
  ['Åsa Ström'],
  ['محمد'],
  ['می\u200cخواهم'],
  ['क्\u200dष'],
  ['李小龍'],
  ["O'Connor-Kjær"],
  ['👩‍💻'],
])('%s stays as it is', (name) => {
  expect(plainText(name)).toBe(name)
})

test('a name is no longer than a name can be, and is cut between characters', () => {
  const long = plainName('x'.repeat(1_000))
  expect(long).toHaveLength(longestName)
  expect(long.endsWith('x…')).toBe(true)
  expect(plainName('ab😀', 4)).toBe('ab😀')
  expect(plainName('ab😀d', 4)).toBe('ab…')
})

test('every text in a value becomes plain, and nothing else changes', () => {
  const bytes = Uint8Array.of(7)
  const value = { a: ['x\n', 1, null, true], b: { c: 'y\u202e' }, d: undefined, bytes }
  expect(plainTexts(value)).toEqual({ a: ['x␊', 1, null, true], b: { c: 'y<U+202E>' }, bytes })
  expect(plainTexts(value).bytes).toBe(bytes)
})

test.each([[undefined], [2]])(
  'JSON says what was there, and shows nothing raw (indent %j)',
  (indent) => {
    const value = { name: 'a\u001b\r\n\u007f\u009b\u202e\u200b\u{e0041}\ud800b', list: ['Åsa 👩‍💻'] }
    const text = plainJson(value, indent)
    expect(JSON.parse(text)).toEqual(value)
    expect(text.split('\n').every((line) => plainText(line) === line)).toBe(true)
    expect(text).toContain('Åsa 👩‍💻')
  },
)
