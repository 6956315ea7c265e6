import { beforeEach, expect, test } from 'vitest'
import {
  agree,
  facts,
  factorsOfJane,
  issue,
  openTestDesk,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issuedIn } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const forgotten = { procedure: 'reset-pin', pin: 'forgotten' } as const

test('a PIN that is known is changed, and nothing else', async () => {
  const row = await issue(desk, 'walk-in')
  const order = { procedure: 'reset-pin', pin: 'known' } as const
  const { activities } = await run(desk, order, { answer: agree({ own: '11223344' }) })
  expect(activities).toEqual([
    'insert-key',
    'check-key',
    'set-pin? enter-pin',
    'set-pin? choose-pin',
    'set-pin',
    'done',
  ])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', factorId: row.factorId })
  const wrong = await run(desk, order, { answer: agree({ current: '73519420' }) })
  expect(wrong.activities.at(-1)).toMatch('failed: pin-blocked-until-reinserted')
})

test('one that is forgotten takes an erasure, and the same person has one factor again', async () => {
  const former = await issue(desk, 'walk-in')
  const holders: unknown[] = []
  const { activities, end } = await run(desk, forgotten, {
    answer: (question) => {
      if (question.kind === 'confirm-erase') holders.push(question.holder)
      return agree()(question)
    },
  })
  expect(activities.filter((line) => !line.endsWith('touch-key'))).toEqual([
    'insert-key',
    'find-person',
    'check-key',
    'enroll-factor',
    'erase-key? confirm-erase',
    'set-pin? choose-pin',
    'erase-key',
    'set-pin',
    'create-credential',
    'register-credential',
    'prove-credential',
    'revoke-former',
    'done',
  ])
  expect(holders).toEqual(['Jane Doe'])
  const now = await rowOf(desk, issuedIn(end).issuanceId)
  expect(now).toMatchObject({ state: 'active', formerId: former.id, procedure: 'reset-pin' })
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  expect(factorsOfJane(desk)).toEqual([
    { id: now.factorId, status: 'ACTIVE', credentialId: now.credentialId },
  ])
  expect(desk.one.summary.credentials).toHaveLength(1)
  expect((await desk.registry.issuances.line(now.id)).map(({ id }) => id)).toEqual([
    former.id,
    now.id,
  ])
  expect(await facts(desk)).toContain('key-erased')
})

test('a no before the erasure leaves key and factor as they were', async () => {
  const former = await issue(desk, 'walk-in')
  const { activities } = await run(desk, forgotten, {
    answer: () => ({ kind: 'confirm-erase', erase: false }),
  })
  expect(activities.at(-1)).toBe('cancelled')
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'active', act: null })
  expect(desk.one.summary.credentials).toHaveLength(1)
})

test('when Okta refuses the new credential, the old factor does not outlive the wiped key', async () => {
  const former = await issue(desk, 'walk-in')
  desk.double.faults.add({ kind: 'insufficient-scope', path: '*/lifecycle/activate' })
  const { activities } = await run(desk, forgotten)
  expect(activities.at(-1)).toBe('failed: provider-denied, key unregistered-credential')
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  const [failed] = await desk.registry.issuances
    .listRecent(5)
    .then((rows) => rows.filter(({ formerId }) => formerId === former.id))
  expect(failed).toMatchObject({ state: 'expired', act: null })
})

test("a key that is nobody's cannot be reset for its holder", async () => {
  expect((await run(desk, forgotten)).activities.at(-1)).toBe('failed: key-unknown, key untouched')
})
