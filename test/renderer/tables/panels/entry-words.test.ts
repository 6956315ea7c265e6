import { describe, expect, test } from 'vitest'
import type { AuditProcedure, Fact } from '../../../../src/main/store/journal/entry.ts'
import {
  factWords,
  outcomeWords,
  procedureNames,
  procedureWords,
} from '../../../../src/renderer/tables/panels/entry-words.ts'
import { german } from '../../../../src/shared/text/de/german.ts'
import { english } from '../../../../src/shared/text/en/english.ts'
import type { FactName } from '../../../../src/shared/text/table-words.ts'

/** The journal's facts and the window's words for them: the compiler holds one to the other. */
const everyFact: (fact: Fact) => FactName = (fact) => fact

describe.each([english, german])('in $language', (words) => {
  test('every fact has its words, and one nobody knows is shown as it is', () => {
    expect(factWords(words, everyFact('group-left'))).not.toBe('group-left')
    expect(factWords(words, 'moon-landed')).toBe('moon-landed')
  })

  test('every procedure has its words', () => {
    const others: readonly AuditProcedure[] = [
      'hand-over-pin',
      'provider-event',
      'recovery',
      'settings',
    ]
    expect(procedureNames(words)).toEqual(expect.arrayContaining([...others]))
    for (const name of procedureNames(words)) expect(procedureWords(words, name)).not.toBe(name)
  })
})

test('the outcome is told in the words of failures', () => {
  expect(outcomeWords(english, { fact: 'run-failed', failure: 'touch-timeout' })).toEqual({
    tone: 'bad',
    word: english.failures['touch-timeout'].title,
  })
  expect(outcomeWords(english, { fact: 'run-failed', failure: 'unheard-of' })?.word).toBe(
    'unheard-of',
  )
  expect(outcomeWords(english, { fact: 'run-started', failure: null })).toBeNull()
  expect(outcomeWords(english, { fact: 'run-cancelled', failure: null })?.tone).toBe('warn')
  expect(outcomeWords(english, { fact: 'pin-set', failure: null })?.tone).toBe('good')
})
