import { beforeEach, expect, test } from 'vitest'
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

const erase = { procedure: 'erase-key' } as const

test('back to blank: what was on it is revoked, its factor deleted', async () => {
  const row = await issue(desk)
  const { activities } = await run(desk, erase)
  expect(activities.filter((line) => !line.endsWith('touch-key'))).toEqual([
    'insert-key',
    'erase-key? confirm-erase',
    'erase-key',
    'revoke',
    'done',
  ])
  expect(desk.one.summary).toMatchObject({ hasPin: false, credentials: [] })
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, row.id)).toMatchObject({
    state: 'revoked',
    onKey: 'wiped',
    hasSealedPin: false,
    act: null,
  })
})

test("a key that is nobody's is erased as well, and the journal has it", async () => {
  expect((await run(desk, erase)).activities.at(-1)).toBe('done')
  expect(await facts(desk)).toEqual(['key-erased'])
})

test('a touch that never comes changes nothing', async () => {
  const row = await issue(desk)
  desk.one.setTouchPolicy('ask')
  const { activities } = await run(desk, erase, {
    onActivity: (activity) => {
      if (activity.kind === 'act' && activity.act === 'touch-key') desk.one.decline()
    },
  })
  expect(activities.at(-1)).toMatch(/^failed: .*, key untouched$/)
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'issued', act: null })
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'ACTIVE' }])
})
