import { afterEach, beforeEach, expect, test } from 'vitest'
import { issue, openTestDesk, run, type TestDesk } from '../../support/lifecycle.ts'
import { outcomeOf } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

afterEach(async () => {
  expect(desk.defects).toEqual([])
  await desk.close()
})

async function reportOn(readCredentials = false) {
  const { activities, end } = await run(desk, { procedure: 'whose-key', readCredentials })
  const outcome = outcomeOf(end)
  if (outcome.kind !== 'report') throw new Error(outcome.kind)
  return { activities, report: outcome.report }
}

test('holder, state, tries and what was on it before; nothing is changed', async () => {
  const first = await issue(desk, 'walk-in')
  await run(desk, { procedure: 'reset-pin', pin: 'forgotten' })
  const { activities, report } = await reportOn()
  expect(activities).toEqual(['insert-key', 'read-key', 'done'])
  expect(report).toMatchObject({
    key: { serial: '2001' },
    issuances: [{ personName: 'Jane Doe', state: 'active' }],
    history: [{ id: first.id, state: 'revoked' }],
    hasPin: true,
    pinRetries: 8,
    mustChangePin: false,
    credentials: null,
  })
})

test('with its PIN, the accounts on it, ours among them', async () => {
  const row = await issue(desk, 'walk-in')
  const { activities, report } = await reportOn(true)
  expect(activities).toEqual(['insert-key', 'read-key', 'read-key? enter-pin', 'done'])
  expect(report.credentials).toEqual([
    {
      rpId: row.rpId,
      userName: 'jane.doe@example.com',
      credentialId: row.credentialId,
      issuanceId: row.id,
    },
  ])
})

test('a key that waits for an own PIN says so, and cannot be read', async () => {
  await issue(desk)
  expect((await reportOn()).report).toMatchObject({ mustChangePin: true })
  const { activities } = await run(desk, { procedure: 'whose-key', readCredentials: true })
  expect(activities.at(-1)).toBe('failed: pin-change-required, key untouched')
})

test('a key nobody knows is nobody’s', async () => {
  expect((await reportOn()).report).toMatchObject({ issuances: [], history: [], hasPin: false })
})
