import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { defaultTemplates } from '../../../src/main/store/default-templates.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import type { Order, Question } from '../../../src/shared/run.ts'
import { startOktaDouble, type OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import type { KeyProfile } from '../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { agree, jane, recoverAt } from '../../support/lifecycle.ts'
import { patienceMs } from '../../support/patience.ts'
import { draftOf } from '../../support/samples.ts'
import { runOrder, stationAt, type TestStation } from '../../support/test-station.ts'

let folder: string
let double: OktaDouble
let key: VirtualKey
let here: TestStation
let there: TestStation

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-two-stations-'))
  double = await startOktaDouble()
})

afterEach(async () => {
  expect([...here.defects, ...there.defects]).toEqual([])
  await here.close()
  await there.close()
  await double.close()
  await rm(folder, { recursive: true })
})

const john = 'john.doe@example.com'
const erase = { procedure: 'erase-key' } as const
const issueTo = (personId: string) =>
  ({ procedure: 'issue-key', personId, templateId: 'walk-in' }) as const

/** Two stations on one registry, with one key in the slot of both. */
async function open(profile: Partial<KeyProfile> = {}): Promise<void> {
  key = new VirtualKey({ profile, resetWindowMs: Number.POSITIVE_INFINITY })
  const secrets = createMemorySecrets()
  const stationOn = async () => {
    const registry = await openRegistry(join(folder, 'registry.sqlite'), secrets, Date.now)
    const release = () => Promise.resolve()
    return await stationAt({ double, registry, keys: new Map([['one', key]]), release })
  }
  here = await stationOn()
  await here.registry.templates.seed(defaultTemplates)
  there = await stationOn()
}

/** A PIN that is nobody's: it was issued, and the registry knows nothing of it. */
async function giveToStranger(): Promise<void> {
  await runOrder(here, issueTo(john), { answer: agree() })
  const [row] = await here.registry.issuances.listRecent(1)
  await here.registry.issuances.update(row?.id ?? '', { state: 'revoked', onKey: 'unknown' })
  await here.provider.deleteFactor(row?.personId ?? '', row?.factorId ?? '')
}

/** Runs it here, and something else there while a question of that kind is open; then says yes. */
async function runWhile(order: Order, kind: Question['kind'], meanwhile: () => Promise<unknown>) {
  let isDone = false
  return await runOrder(here, order, {
    answer: (question) => (question.kind === kind && !isDone ? null : agree()(question)),
    onActivity: (activity, station, runId) => {
      if (activity.kind !== 'ask' || activity.question.kind !== kind || isDone) return
      const { question, questionId } = activity
      void meanwhile().then(() => {
        isDone = true
        return station.request('runs.answer', { runId, questionId, answer: agree()(question) })
      })
    },
  })
}

const factorsOf = (person: string) =>
  double
    .records()
    .factors.filter(({ login }) => login === person)
    .map(({ status }) => status)

async function expectIssuedToJohn(): Promise<void> {
  const rows = await here.registry.issuances.listRecent(9)
  const active = rows.filter(({ state }) => state === 'active')
  expect(active).toMatchObject([{ login: john, onKey: 'credential', act: null }])
  expect(factorsOf(john)).toEqual(['ACTIVE'])
  expect(key.summary.credentials).toHaveLength(1)
}

test('a key that both issue at once is issued once, and nothing stays planned', async () => {
  await open()
  const orders = [
    [here, issueTo(jane)],
    [there, issueTo(john)],
  ] as const
  const runs = await Promise.all(
    orders.map(([station, order]) => runOrder(station, order, { answer: agree() })),
  )
  const ends = runs.map(({ activities }) => activities.at(-1) ?? '')
  expect(ends.filter((end) => end === 'done')).toHaveLength(1)
  await recoverAt(here)
  const rows = await here.registry.issuances.listRecent(9)
  expect(rows.filter(({ state }) => state === 'planned')).toEqual([])
  expect(rows.filter(({ state }) => state === 'active')).toHaveLength(1)
  expect(key.summary.credentials).toHaveLength(1)
})

test('a row that is planned still when its run is gone is over, wherever it was planned for', async () => {
  await open()
  const { issuances, claims } = here.registry
  await issuances.createTogether([
    draftOf('one'),
    { ...draftOf('two'), provider: 'other.okta.com' },
  ])
  for (const id of ['one', 'two']) await claims.release(id)
  await recoverAt(there)
  expect(await issuances.listRecent(9)).toMatchObject([
    { state: 'expired', act: null },
    { state: 'expired', act: null },
  ])
})

test.each([
  ['with a serial number', {}],
  ['without one', { serialNumber: null }],
])('a key %s, issued there while “erase?” is open here, is not erased', async (_, profile) => {
  await open(profile)
  await giveToStranger()
  const meanwhile = () => runOrder(there, issueTo(john), { answer: agree() })
  const { activities } = await runWhile(erase, 'confirm-erase', meanwhile)
  expect(activities.at(-1)).toBe('failed: key-changed, key untouched')
  await expectIssuedToJohn()
})

test('a key that is being issued here is issued to nobody else there', async () => {
  await open()
  await giveToStranger()
  const ends: string[] = []
  const { activities } = await runWhile(issueTo(jane), 'confirm-erase', async () => {
    for (const order of [issueTo(john), erase]) {
      const other = await runOrder(there, order, { answer: agree() })
      ends.push(other.activities.at(-1) ?? '')
    }
  })
  expect(ends).toEqual(Array(2).fill('failed: issuance-in-use, key untouched'))
  expect(activities.at(-1)).toBe('done')
  expect([factorsOf(jane), factorsOf(john)]).toEqual([['ACTIVE'], []])
})

test('a key without a serial number, issued there while it is to be issued here', async () => {
  await open({ serialNumber: null })
  await giveToStranger()
  const meanwhile = () => runOrder(there, issueTo(john), { answer: agree() })
  const { activities } = await runWhile(issueTo(jane), 'confirm-erase', meanwhile)
  expect(activities.at(-1)).toBe('failed: key-changed, key untouched')
  await expectIssuedToJohn()
  expect(factorsOf(jane)).toEqual([])
})

test('a blank one, issued there while its first PIN is chosen here', async () => {
  await open({ serialNumber: null })
  const meanwhile = () => runOrder(there, issueTo(john), { answer: agree() })
  const { activities } = await runWhile(issueTo(jane), 'choose-pin', meanwhile)
  expect(activities.at(-1)).toBe('failed: key-changed, key untouched')
  await expectIssuedToJohn()
  expect(factorsOf(jane)).toEqual([])
})

test('a key that is under way there is not erased here either', async () => {
  await open()
  await giveToStranger()
  let goOn: (() => unknown) | null = null
  let other: Promise<unknown> = Promise.resolve()
  const { activities } = await runWhile(erase, 'confirm-erase', async () => {
    other = runOrder(there, issueTo(john), {
      answer: (question) => (question.kind === 'choose-pin' ? null : agree()(question)),
      onActivity: (activity, station, runId) => {
        if (activity.kind !== 'ask' || activity.question.kind !== 'choose-pin') return
        const { questionId, question } = activity
        const answer = agree()(question)
        goOn = () => station.request('runs.answer', { runId, questionId, answer })
      },
    })
    await vi.waitFor(() => expect(goOn).not.toBeNull(), { timeout: patienceMs })
  })
  expect(activities.at(-1)).toBe('failed: issuance-in-use, key untouched')
  await (goOn as (() => unknown) | null)?.()
  await other
  await expectIssuedToJohn()
})
