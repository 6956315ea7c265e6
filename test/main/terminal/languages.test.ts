import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { localeOf } from '../../../src/main/system/locale.ts'
import { languageOf, textsIn } from '../../../src/main/terminal/language.ts'
import { station } from './at-terminal.ts'

// Whole issuances, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-languages-'))
})

afterEach(() => rm(folder, { recursive: true }))

const jane = ['issue', '--person', 'jane.doe@example.com', '--demo']

test('the language is the option’s, else the locale’s, else English', () => {
  const named = (args: string[], locale: string) => languageOf(args, locale)
  expect(named([], 'de_DE.UTF-8')).toBe('de')
  expect(named([], 'de')).toBe('de')
  expect(named([], 'den_CA')).toBe('en')
  expect(named([], 'C.UTF-8')).toBe('en')
  expect(named(['--language', 'en'], 'de_DE')).toBe('en')
  expect(named(['keys', '--language=de'], 'C')).toBe('de')
  expect(named(['--language', 'fr'], 'de_DE')).toBe('de')
})

test('the locale of messages is the first that is set and not empty', () => {
  expect(localeOf({ LC_ALL: 'de_CH', LC_MESSAGES: 'fr', LANG: 'en' })).toBe('de_CH')
  expect(localeOf({ LC_ALL: '', LC_MESSAGES: 'de_DE', LANG: 'en' })).toBe('de_DE')
  expect(localeOf({ LANG: 'de_DE.UTF-8' })).toBe('de_DE.UTF-8')
  expect(localeOf({})).toMatch(/^[a-z]{2}/)
})

type Table = { readonly [name: string]: Table | string }

/** Every text by its place, with the blanks it has. */
function blanksOf(words: object, path = ''): string[] {
  return Object.entries(words as Table).flatMap(([name, value]) => {
    if (typeof value !== 'string') return blanksOf(value, `${path}.${name}`)
    const blanks = [...value.matchAll(/\{\w+\}/gu)].map(([blank]) => blank).toSorted()
    return [`${path}.${name} ${blanks.join(' ')}`]
  })
}

test('both languages of the terminal have the same blanks, and no empty text', () => {
  const [english, german] = (['en', 'de'] as const).map((one) => textsIn(one).terminal)
  expect(blanksOf(german ?? {})).toEqual(blanksOf(english ?? {}))
  expect(JSON.stringify([english, german])).not.toContain('""')
})

describe('a life in German', () => {
  const german = (args: readonly string[], words?: readonly string[]) =>
    station([...args, '--data', folder], undefined, {
      locale: 'de_DE.UTF-8',
      ...(words && { words }),
    })

  test('is told in German to the last line', async () => {
    const issued = await german(jane)
    expect(issued.status).toBe(0)
    expect(issued.printed[0]).toBe('Die Person wird gesucht')
    const told = [...issued.told, ...issued.printed].join('\n')
    expect(told).toContain('SIMULIERT')
    expect(told).toContain('Ausgegeben an Jane Doe')
    expect(told).not.toMatch(/\b(the|issued|sealed|waits)\b/iu)
    const listed = await german(['audit', 'list'])
    expect(listed.printed[0]).toMatch(/Fertig {2}jane\.doe@example\.com {2}durch /)
  })

  test('is confirmed by the German word, and by no other', async () => {
    await german(jane)
    const revoke = ['revoke', '--person', 'jane.doe@example.com', '--demo']
    const other = await german(revoke, ['revoke'])
    expect(other.status).toBe(130)
    expect(other.told.join('\n')).toContain('jane.doe@example.com')
    expect(other.printed.at(-1)).toMatch(/^Abgebrochen\. /)
    expect(await german(revoke, ['Widerrufen'])).toMatchObject({ status: 0 })
  })
})

test('--json is the same in every language', async () => {
  const of = async (locale: string) =>
    (await station(['templates', '--demo', '--json'], undefined, { locale })).printed
  expect(await of('de_DE')).toEqual(await of('en_GB'))
  const failed = async (locale: string) =>
    (
      await station(['whose', '--key', 'udp:127.0.0.1:9', '--json', '--data', folder], undefined, {
        locale,
      })
    ).printed
  expect(await failed('de_DE')).toEqual(await failed('en_GB'))
})

test('the terminal does not promise papers that only the window prints', async () => {
  const { told } = await station(jane)
  expect(told).toContain('Letter and label are printed from the window only, not from here.')
  expect(told.join('\n')).not.toMatch(/(letter|label).* (is|are) printed\./i)
})
