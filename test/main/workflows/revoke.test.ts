import { afterEach, beforeEach, expect, test } from 'vitest'
import {
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

afterEach(async () => {
  expect(desk.defects).toEqual([])
  await desk.close()
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
