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

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const revoke = (issuanceId: string) => ({ procedure: 'revoke', issuanceId }) as const

test('with the key in the slot: the factor goes first, then the key is wiped', async () => {
  const row = await issue(desk)
  const { activities } = await run(desk, revoke(row.id))
  expect(activities.filter((line) => !line.endsWith('touch-key'))).toEqual([
    'find-issuance',
    'revoke? confirm-change',
    'revoke',
    'erase-key',
    'done',
  ])
  expect(factorsOfJane(desk)).toEqual([])
  expect(desk.one.summary).toMatchObject({ hasPin: false, credentials: [] })
  expect(await rowOf(desk, row.id)).toMatchObject({
    state: 'revoked',
    onKey: 'wiped',
    hasSealedPin: false,
    act: null,
  })
  expect((await facts(desk)).slice(-2)).toEqual(['issuance-revoked', 'key-erased'])
})

test('with the key elsewhere: what is on it is recorded as unknown, its PIN stays sealed', async () => {
  const row = await issue(desk)
  desk.one.unplug()
  const { activities } = await run(desk, revoke(row.id))
  expect(activities.at(-1)).toBe('done')
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, row.id)).toMatchObject({
    state: 'revoked',
    onKey: 'unknown',
    hasSealedPin: true,
  })
})

test('with another key in the slot: that one is left alone', async () => {
  const row = await issue(desk)
  desk.swap()
  desk.two.clearLog()
  await run(desk, revoke(row.id))
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'unknown' })
  expect(desk.two.log.map(({ command }) => command)).not.toContain('reset')
})

test('Okta out of reach: the row keeps its act, and finishing it deletes the factor', async () => {
  const row = await issue(desk)
  desk.one.unplug()
  desk.double.faults.add({ kind: 'server-error', status: 503, method: 'DELETE' })
  const { activities } = await run(desk, revoke(row.id))
  expect(activities.at(-1)).toBe('failed: provider-outage, key none')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'issued', act: 'deleting' })
  desk.double.faults.clear()
  const order = { procedure: 'finish-unfinished', issuanceId: row.id } as const
  expect((await run(desk, order)).activities.at(-1)).toBe('done')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', act: null })
  expect(factorsOfJane(desk)).toEqual([])
})

test('a key that is pulled at the question which one it is: it is elsewhere', async () => {
  desk = await openTestDesk({ userVerification: 'required' }, null, { serialNumber: null })
  const row = await issue(desk, 'walk-in')
  const { activities } = await run(desk, revoke(row.id), {
    answer: (question) => (question.kind === 'identify-key' ? null : agree()(question)),
    onActivity: (activity) => {
      if (activity.kind === 'ask' && activity.question.kind === 'identify-key') desk.one.unplug()
    },
  })
  expect(activities.at(-1)).toBe('done')
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', act: null, onKey: 'unknown' })
})

test('cancelled at that question, nothing is revoked', async () => {
  desk = await openTestDesk({ userVerification: 'required' }, null, { serialNumber: null })
  const row = await issue(desk, 'walk-in')
  const { activities } = await run(desk, revoke(row.id), {
    answer: (question) => (question.kind === 'identify-key' ? null : agree()(question)),
    onActivity: (activity, station, runId) => {
      if (activity.kind !== 'ask' || activity.question.kind !== 'identify-key') return
      void station.request('runs.cancel', { runId })
    },
  })
  expect(activities.at(-1)).toBe('cancelled')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
})

test.each([
  ['refuses to be opened', { kind: 'hidError', code: 0x7f }],
  ['answers what is no answer', { kind: 'garbage' }],
] as const)('a key in the slot that %s stops no revocation', async (_what, misdeed) => {
  const row = await issue(desk)
  desk.one.inject({ misdeed, times: Number.POSITIVE_INFINITY })
  const { activities } = await run(desk, revoke(row.id))
  expect(activities.at(-1)).toBe('done')
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'unknown' })
})

test('nor does it stop an activation, where there is nothing to prove with', async () => {
  const row = await issue(desk)
  desk.one.inject({ misdeed: { kind: 'garbage' }, times: Number.POSITIVE_INFINITY })
  const { activities } = await run(desk, { procedure: 'activate', issuanceId: row.id })
  expect(activities.at(-1)).toBe('done')
})
