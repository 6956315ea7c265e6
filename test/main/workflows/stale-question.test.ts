import { beforeEach, expect, test } from 'vitest'
import type { Station } from '../../../src/main/station/station.ts'
import type { Activity, Question } from '../../../src/shared/run.ts'
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

const answerAllBut = (kind: Question['kind']) => (question: Question) =>
  question.kind === kind ? null : agree()(question)

/** Pulls the key that a question is about and puts another one in, as soon as it is asked. */
const swapAt = (kind: Question['kind']) => (activity: Activity) => {
  if (activity.kind === 'ask' && activity.question.kind === kind) desk.swap()
}

test('a key pulled at “erase?” ends the question; the next one is never acted upon', async () => {
  const row = await issue(desk, 'walk-in')
  const late: Promise<unknown>[] = []
  const { activities } = await run(
    desk,
    { procedure: 'erase-key' },
    {
      answer: answerAllBut('confirm-erase'),
      onActivity: (activity, station, runId) => {
        swapAt('confirm-erase')(activity)
        if (activity.kind === 'failed') late.push(typeErase(station, runId))
      },
    },
  )
  expect(activities).toEqual([
    'insert-key',
    'erase-key? confirm-erase',
    'failed: key-removed, key untouched',
  ])
  expect(await Promise.all(late)).toMatchObject([{ ok: false }])
  expect(await rowOf(desk, row.id)).toMatchObject({
    state: 'active',
    act: null,
    onKey: 'credential',
  })
  expect(factorsOfJane(desk)).toHaveLength(1)
  expect(desk.one.summary.credentials).toHaveLength(1)
  for (const key of [desk.one, desk.two]) {
    expect(key.log.map(({ command }) => command)).not.toContain('reset')
  }
})

test('an answer that comes with the other key in its place is not taken for it', async () => {
  const row = await issue(desk, 'walk-in')
  const { activities } = await run(
    desk,
    { procedure: 'erase-key' },
    {
      answer: (question) => {
        if (question.kind === 'confirm-erase') desk.swap()
        return agree()(question)
      },
    },
  )
  expect(activities.at(-1)).toBe('failed: key-removed, key untouched')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
})

test('pulled while its first PIN is chosen: nothing stays unfinished', async () => {
  const { activities } = await run(
    desk,
    { procedure: 'issue-key', personId: 'jane.doe@example.com', templateId: 'walk-in' },
    { answer: answerAllBut('choose-pin'), onActivity: swapAt('choose-pin') },
  )
  expect(activities.at(-1)).toMatch(/^failed: key-removed, key (untouched|erased)$/)
  expect(await desk.registry.issuances.listUnfinished()).toEqual([])
  expect(await desk.registry.issuances.listRecent(5)).toMatchObject([{ state: 'expired' }])
  expect(factorsOfJane(desk)).toEqual([])
})

test.each(['enter-pin', 'choose-pin'] as const)(
  'pulled at %s: the PIN is as it was',
  async (kind) => {
    const row = await issue(desk, 'walk-in')
    const { activities } = await run(
      desk,
      { procedure: 'reset-pin', pin: 'known' },
      { answer: answerAllBut(kind), onActivity: swapAt(kind) },
    )
    expect(activities.at(-1)).toBe('failed: key-removed, key untouched')
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
    expect(await facts(desk)).not.toContain('pin-changed')
  },
)

async function typeErase(station: Station, runId: string) {
  const answer = { kind: 'confirm-erase', erase: true } as const
  return await station.request('runs.answer', { runId, questionId: `${runId}:1`, answer })
}
