import { describe, expect, test } from 'vitest'
import { german } from '../../../src/shared/text/de/german.ts'
import { english } from '../../../src/shared/text/en/english.ts'
import { durationWords, templateSentences } from '../../../src/shared/text/template-sentences.ts'
import type { Template } from '../../../src/shared/template.ts'
import { handOver, strict, walkIn } from '../../renderer/support/samples.ts'

const of = (rest: Partial<Template>): string[] => templateSentences(english, { ...walkIn, ...rest })

test('a plain template says what decides, and nothing of what it leaves alone', () => {
  expect(templateSentences(english, walkIn)).toEqual([
    'The person types a PIN of their own during the issuance.',
    'A key that is not blank is erased, after you confirm it.',
    'The key works as soon as it is issued.',
    'Made inactive, it blocks every way in: Okta suspends the whole person.',
  ])
})

test('a strict template says everything it asks for, the important first', () => {
  expect(templateSentences(english, strict)).toEqual([
    'The station makes a PIN of 10 letters, to be handed over once.',
    'Every key is erased first. One that is not blank, after you confirm it.',
    'The key works once it is activated; the person then joins Key holders.',
    'The person has to change the PIN before first use.',
    'A person Okta does not know is created and activated.',
    'Made inactive, the person leaves the group Key holders.',
    'Only 2 models of key are taken.',
    'Only keys of a maker that can be confirmed are taken.',
    'With the key, the person joins the groups Administrators and VPN.',
    'In the person’s profile, hasSecurityKey becomes true.',
    'The key takes no PIN shorter than 8 characters.',
    'The key asks for its PIN at every use, wherever it is used.',
    'The sign-in on the key serves nobody without the PIN.',
    'The key tells Okta its own serial number, signed by its maker.',
    'It is registered for every address that people sign in at.',
    'At the end the new key signs in at Okta once, on trial.',
    'What happens to the person at Okta is applied to the key without asking.',
    'A letter with the PIN and a label for the key are offered for printing.',
  ])
})

test('the gate decides when the key works', () => {
  expect(templateSentences(english, handOver)[2]).toBe('The key works once its PIN is handed over.')
  const challenge = of({ activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 7200 } })
  expect(challenge[2]).toBe('The key works once it is activated, which has to be within 2 hours.')
})

test('one of a kind is said as one', () => {
  expect(of({ models: ['a'] })).toContain('Only one model of key is taken.')
  expect(of({ groups: [{ id: '1', name: 'VPN' }] })).toContain(
    'With the key, the person joins the group VPN.',
  )
  expect(of({ papers: { letter: false, label: true } })).toContain(
    'A label for the key is offered for printing.',
  )
})

test.each([
  [1, 'one second', 'eine Sekunde'],
  [60, '60 seconds', '60 Sekunden'],
  [300, '5 minutes', '5 Minuten'],
  [3600, '60 minutes', '60 Minuten'],
  [86_400, '24 hours', '24 Stunden'],
  [3661, '3661 seconds', '3661 Sekunden'],
])('%i seconds are said as a person would', (seconds, inEnglish, inGerman) => {
  expect(durationWords(english, seconds)).toBe(inEnglish)
  expect(durationWords(german, seconds)).toBe(inGerman)
})

describe.each([english, german])('in $language', (words) => {
  test.each([walkIn, handOver, strict])(
    '$name leaves no blank and says nothing twice',
    (template) => {
      const sentences = templateSentences(words, template)
      expect(sentences.filter((sentence) => /[{}]/u.test(sentence))).toEqual([])
      expect(new Set(sentences).size).toBe(sentences.length)
    },
  )
})
