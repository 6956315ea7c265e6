import { expect, test } from 'vitest'
import { textsIn } from '../../../../src/main/terminal/language.ts'
import { failureLines } from '../../../../src/main/terminal/printing/failure-lines.ts'
import { proposalLines } from '../../../../src/main/terminal/printing/words.ts'
import type { Proposal } from '../../../../src/shared/records.ts'

const texts = textsIn('en')

const suspended: Proposal = {
  id: 'e1:i1',
  issuanceId: 'i1',
  at: Date.UTC(2026, 10, 23, 7),
  kind: 'factor-suspended',
  proposal: 'inactivate',
  login: 'jane.doe@example.com',
  personName: 'Jane Doe',
  actor: 'ada@example.com',
}

test('a change at Okta is told in words, with both ways to decide it', () => {
  expect(proposalLines(texts, suspended)).toEqual([
    '2026-11-23T07:00:00.000Z  jane.doe@example.com  ada@example.com suspended the key of Jane Doe.',
    '  Mark the key as inactive: station events --apply e1:i1',
    '  Leave it: station events --dismiss e1:i1',
  ])
})

test('a notice about everybody names nobody, and can only be put away', () => {
  const everybody = { issuanceId: null, login: '', personName: '', actor: '' } as const
  const notice = { ...suspended, ...everybody, id: 'e2:', proposal: 'review' } as const
  expect(proposalLines(texts, { ...notice, kind: 'authenticator-off' })).toEqual([
    '2026-11-23T07:00:00.000Z  Somebody switched passkeys off for everybody. No key can sign in now.',
    '  I looked at it: station events --dismiss e2:',
  ])
})

test('a refusal of Okta is told with the cure that its code has', () => {
  const refused = { code: 'provider-refused', operation: 'enrollFactor', summary: 'Why.' } as const
  const lines = failureLines(
    texts,
    { ...refused, errorCode: 'E0000069', remedy: 'unlock-person' },
    'untouched',
  )
  expect(lines).toContain('  - Have the account unlocked at Okta, then start again.')
  expect(lines.join()).not.toContain('report')
})
