import { describe, expect, test } from 'vitest'
import type { FailureCause } from '../../../src/shared/failure.ts'
import { remediesOf } from '../../../src/shared/text/remedies.ts'
import { failureWords } from '../../../src/shared/text/failure-words.ts'
import { fill } from '../../../src/shared/text/fill.ts'
import { wordsIn } from '../../../src/renderer/text/use-words.ts'
import type { Language } from '../../../src/shared/text/words.ts'
import { causes } from '../../renderer/support/samples.ts'

interface Entry {
  readonly path: string
  readonly role: string
  readonly text: string
}

/** Every text of a language, with its place; the role is the name of its key. */
function entriesOf(words: object, path = ''): Entry[] {
  return Object.entries(words).flatMap(([role, value]: [string, unknown]) => {
    const place = path === '' ? role : `${path}.${role}`
    if (typeof value === 'string') return [{ path: place, role, text: value }]
    return typeof value === 'object' && value !== null ? entriesOf(value, place) : []
  })
}

const longest: Readonly<Record<string, number>> = { title: 52, label: 36, word: 24, detail: 125 }
/** German needs more room for the same. */
const stretch: { readonly [L in Language]: number } = { en: 1, de: 1.25 }
const languages: readonly Language[] = ['en', 'de']
/** Words of the protocol or of a programmer, never of a desk. */
const unwanted =
  /\b(?:error|exception|fehler|please|bitte|invalid|ungültig|ctap\d?|webauthn|attestation|assertion|authenticator|getinfo|hid|null|undefined)\b/iu

const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '').sort()

describe.each(languages)('words in %s', (language) => {
  const entries = entriesOf(wordsIn(language)).filter(({ role }) => role !== 'language')

  test('have a known role, and keep to its length', () => {
    const wrong = entries.filter(
      ({ role, text }) => !(text.length <= (longest[role] ?? 0) * stretch[language]),
    )
    expect(wrong).toEqual([])
  })

  test('end as their role ends', () => {
    const isWhole = ({ role, text }: Entry): boolean =>
      role === 'detail' ? /[.?:]$|\{\w+\}$/u.test(text) : !/[.,:;!]$/u.test(text)
    expect(entries.filter((entry) => !isWhole(entry))).toEqual([])
  })

  test('hold no word of the protocol, no shouting and no stray space', () => {
    const odd = entries.filter(
      ({ text }) => unwanted.test(text) || /!|\.\.\.|\s{2}|^\s|\s$|"|'/u.test(text),
    )
    expect(odd).toEqual([])
  })

  test('say no heading and no sentence twice', () => {
    const said = entries.filter(({ role }) => role === 'title' || role === 'detail')
    const twice = said.filter(({ text }, at) => said.findIndex((one) => one.text === text) !== at)
    expect(twice.filter(({ path }) => !path.startsWith('steps.'))).toEqual([])
  })

  test('fill every failure with what its cause carries', () => {
    const filled = Object.values(causes).map((cause) => failureWords(wordsIn(language), cause))
    expect(
      filled.filter((words) => /[{}]/u.test(JSON.stringify(Object.values(words).join()))),
    ).toEqual([])
  })
})

test('every reason of a failure that has several is told in other words', () => {
  const words = wordsIn('en')
  const of = (all: readonly FailureCause[]) =>
    all.map((cause) => Object.values(failureWords(words, cause)).join(' '))
  const reasons = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]
  const { file, backup, registry, missing, trust } = words.faults
  const told = of([
    ...reasons(file).map((reason) => ({ code: 'file-not-written', file: 'f', reason }) as const),
    ...reasons(backup).map((reason) => ({ code: 'backup-unusable', file: 'f', reason }) as const),
    ...reasons(registry).map((reason) => ({ code: 'registry-unavailable', reason }) as const),
    { code: 'registry-unavailable', reason: 'other' },
    ...reasons(missing).map((what) => ({ code: 'not-available', what }) as const),
    ...reasons(trust).map((reason) => ({ code: 'trust-refused', reason }) as const),
    ...['', 'file', 'auth.clientId'].map(
      (field) => ({ code: 'connection-invalid', field }) as const,
    ),
  ])
  expect(new Set(told).size).toBe(told.length)
  expect(told.filter((text) => /[{}]/u.test(text))).toEqual([])
})

test('a time that is known is told, and waited for', () => {
  const limited = { code: 'provider-rate-limited', operation: 'getUser' } as const
  const retryAt = new Date(2026, 2, 1, 14, 32, 6, 200).getTime()
  const detailIn = (language: Language) =>
    failureWords(wordsIn(language), { ...limited, retryAt }).detail
  expect(detailIn('en')).toMatch(/From 2:32:07\sPM on it takes requests again\.$/u)
  expect(detailIn('de')).toMatch(/Ab 14:32:07 Uhr nimmt Okta wieder Anfragen an\.$/u)
  expect(remediesOf({ ...limited, retryAt })).toEqual(['wait-till-then'])
  expect(remediesOf({ ...limited, retryAt: null })).toEqual(['wait-a-minute'])
})

test('only a full disk is called one', () => {
  const words = wordsIn('en')
  for (const cause of Object.values(causes)) {
    const isFull = 'reason' in cause && cause.reason === 'full'
    const told = [failureWords(words, cause).detail, failureWords(words, cause).title].join(' ')
    expect([cause.code, /disk is full/iu.test(told)]).toEqual([cause.code, isFull])
    expect(told).not.toMatch(/window asked/iu)
  }
})

test('both languages say the same things with the same blanks', () => {
  const [english, german] = languages.map((language) => entriesOf(wordsIn(language)))
  const shape = (entries: readonly Entry[] | undefined) =>
    entries?.map(({ path, text }) => `${path} ${placeholdersOf(text).join()}`).toSorted()
  expect(shape(german)).toEqual(shape(english))
})

test('attempts are counted out only when few are left', () => {
  const of = (retriesLeft: number | null) =>
    failureWords(wordsIn('en'), { code: 'pin-wrong', retriesLeft }).detail
  expect(of(8)).toBe('The key did not accept the PIN.')
  expect(of(null)).toBe('The key did not accept the PIN.')
  expect(of(3)).toBe('The key did not accept the PIN. 3 attempts are left.')
  expect(of(1)).toBe('The key did not accept the PIN. One attempt is left.')
})

test('a blank without a value stays visible', () => {
  expect(fill('{name} has {count}', { name: 'Jane' })).toBe('Jane has {count}')
})

test.each(languages)('no remedy of the window in %s is for a command line', (language) => {
  const remedies = entriesOf(wordsIn(language).remedies)
  expect(remedies.filter(({ text }) => /--\w|[A-Z]_[A-Z]/u.test(text))).toEqual([])
})

test('no failure offers the same remedy twice', () => {
  for (const remedies of Object.values(causes).map(remediesOf)) {
    expect(new Set(remedies).size).toBe(remedies.length)
  }
})
