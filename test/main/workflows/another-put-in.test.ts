import { afterEach, describe, expect, test } from 'vitest'
import type { Issuance } from '../../../src/shared/records.ts'
import type { Answer, Order, Question } from '../../../src/shared/run.ts'
import type { Template } from '../../../src/shared/template.ts'
import { ManualClock } from '../../../src/simulator/virtual-key/clock.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import {
  agree,
  factorsOfJane,
  issue,
  jane,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issuedIn, openTestStation, runIssue } from '../../support/test-station.ts'

let desk: TestDesk
let clock: ManualClock

afterEach(async () => {
  expect(desk.defects).toEqual([])
  await desk.close()
})

const john = 'john.doe@example.com'
const hidden = { userVerification: 'required' } as const

/** Two keys of one model without serial numbers, whose time for a reset passes. */
async function open(change: Partial<Template> = {}): Promise<void> {
  clock = new ManualClock()
  const keyOf = () => new VirtualKey({ profile: { serialNumber: null }, clock })
  const [one, two] = [keyOf(), keyOf()]
  two.unplug()
  const keys = new Map([
    ['one', one],
    ['two', two],
  ])
  const swap = (): void => {
    one.unplug()
    two.plugIn()
  }
  desk = { ...(await openTestStation(keys, change)), one, two, swap }
}

/** One is Jane's and in the slot, two is John's; both have been there for long. */
async function issueBoth(): Promise<{ readonly janes: Issuance; readonly johns: Issuance }> {
  const janes = await issue(desk, 'walk-in')
  desk.swap()
  const made = await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
  desk.two.unplug()
  desk.one.plugIn()
  clock.advance(11_000)
  return { janes, johns: await rowOf(desk, issuedIn(made.end).issuanceId) }
}

/** Runs an order; when the first key has to be put in again, that one is. */
async function runWith(
  comesBack: VirtualKey,
  order: Order,
  answer: (question: Question) => Answer = agree(),
) {
  return await run(desk, order, {
    waitForKeyMs: 20_000,
    answer,
    onActivity: (activity) => {
      if (activity.kind !== 'act' || activity.act !== 'reinsert-key') return
      desk.one.unplug()
      setTimeout(() => comesBack.plugIn(), 600)
    },
  })
}

async function expectJohnsAsItWas(johns: Issuance): Promise<void> {
  expect(desk.two.summary).toMatchObject({ hasPin: true })
  expect(desk.two.summary.credentials).toHaveLength(1)
  expect(await rowOf(desk, johns.id)).toMatchObject({ state: 'active', onKey: 'credential' })
}

const erase = { procedure: 'erase-key' } as const

const asking = (activities: readonly string[]) => activities.filter((line) => line.includes('?'))

describe('another key of its model is put in where one has to be put in again', () => {
  test.each([
    ['erase', () => erase],
    ['reset', () => ({ procedure: 'reset-pin', pin: 'forgotten' }) as const],
    ['issue', () => ({ procedure: 'issue-key', personId: jane, templateId: 'walk-in' }) as const],
  ])('%s: that one is left alone, and so is what was on the first', async (_, orderOf) => {
    await open()
    const { janes, johns } = await issueBoth()
    const { activities } = await runWith(desk.two, orderOf())
    expect(activities).toContain('erase-key: reinsert-key')
    expect(activities.at(-1)).toBe('failed: different-key, key untouched')
    await expectJohnsAsItWas(johns)
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'active', onKey: 'credential' })
    expect(factorsOfJane(desk)).toHaveLength(1)
    expect(desk.one.summary.credentials).toHaveLength(1)
  })

  test('revoke: the factor is gone, and the row says that its key still holds it', async () => {
    await open()
    const { janes, johns } = await issueBoth()
    await runWith(desk.two, { procedure: 'revoke', issuanceId: janes.id })
    await expectJohnsAsItWas(johns)
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'credential' })
    expect(desk.one.summary.credentials).toHaveLength(1)
  })

  test('the same one is known by what it holds, and nothing more is asked', async () => {
    await open()
    const { janes, johns } = await issueBoth()
    const { activities } = await runWith(desk.one, erase)
    expect(asking(activities)).toEqual(['erase-key? confirm-erase'])
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    await expectJohnsAsItWas(johns)
  })

  test('after a blank one: one that somebody has is not taken for it', async () => {
    await open()
    const { janes, johns } = await issueBoth()
    await run(desk, erase, { answer: agree(), waitForKeyMs: 0 })
    desk.one.unplug()
    desk.one.plugIn()
    await run(desk, erase)
    clock.advance(11_000)
    const { activities } = await runWith(desk.two, erase)
    expect(activities.at(-1)).toBe('failed: different-key, key untouched')
    await expectJohnsAsItWas(johns)
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  })
})

describe('a key that does not tell is asked about once more', () => {
  const naming = (...ids: readonly string[]) => {
    let asked = 0
    return (question: Question): Answer => {
      if (question.kind !== 'identify-key') return agree()(question)
      const issuanceId = ids[asked++] ?? null
      return { kind: 'identify-key', by: issuanceId === null ? 'unknown' : 'issuance', issuanceId }
    }
  }
  const questions = [
    'erase-key? identify-key',
    'erase-key? confirm-erase',
    'erase-key? identify-key',
  ]

  test('said to be another one now, it is left alone', async () => {
    await open(hidden)
    const { janes, johns } = await issueBoth()
    const { activities } = await runWith(desk.two, erase, naming(janes.id, johns.id))
    expect(asking(activities)).toEqual(questions)
    expect(activities.at(-1)).toBe('failed: different-key, key untouched')
    await expectJohnsAsItWas(johns)
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'active', onKey: 'credential' })
  })

  test('nobody knowing any more, it is left alone', async () => {
    await open(hidden)
    const { janes, johns } = await issueBoth()
    const { activities } = await runWith(desk.two, erase, naming(janes.id))
    expect(activities.at(-1)).toBe('failed: key-unrecognised, key untouched')
    await expectJohnsAsItWas(johns)
  })

  test('said to be the same, it is erased', async () => {
    await open(hidden)
    const { janes, johns } = await issueBoth()
    const { activities } = await runWith(desk.one, erase, naming(janes.id, janes.id))
    expect(asking(activities)).toEqual(questions)
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    await expectJohnsAsItWas(johns)
  })

  test('a stranger’s key has nothing to be known by: its erasure is asked for again', async () => {
    await open()
    const { janes, johns } = await issueBoth()
    await desk.registry.issuances.update(janes.id, { onKey: 'wiped' })
    let asked = 0
    const { activities } = await runWith(desk.one, erase, (question) =>
      question.kind === 'confirm-erase'
        ? { kind: 'confirm-erase', erase: ++asked === 1 }
        : agree()(question),
    )
    expect(asking(activities)).toEqual(['erase-key? confirm-erase', 'erase-key? confirm-erase'])
    expect(activities.at(-1)).toBe('cancelled')
    expect(desk.one.summary.credentials).toHaveLength(1)
    await expectJohnsAsItWas(johns)
  })
})
