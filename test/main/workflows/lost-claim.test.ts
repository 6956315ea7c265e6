import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import type { Activity } from '../../../src/shared/run.ts'
import { encodeMemory } from '../../../src/simulator/virtual-key/memory-format.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { agree, recoverAt } from '../../support/lifecycle.ts'
import {
  issuedIn,
  openTestStation,
  runIssue,
  type TestStation,
} from '../../support/test-station.ts'

/** The machine of a station sleeps: none of its timers fires, and its lease goes by. */
const asleepMs = 16 * 60_000

/** What another station at the same registry does when it starts. */
async function recoverElsewhere(station: TestStation, file: string): Promise<void> {
  const claimant = { name: 'west:1:a', isGone: () => false, retire: () => {} }
  const registry = await openRegistry(file, createMemorySecrets(), Date.now, claimant)
  await recoverAt({ ...station, registry })
  await registry.close()
}

test('a row that another station has finished meanwhile: the key is not erased for it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-lost-claim-'))
  const file = join(folder, 'registry.sqlite')
  const key = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  const gate = { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 } as const
  const keys = new Map([['one', key]])
  const desk = await openTestStation(keys, { activation: gate }, null, null, null, file)
  onTestFinished(async () => {
    await desk.close()
    await rm(folder, { recursive: true })
  })
  const jane = issuedIn((await runIssue(desk, { answer: agree() })).end)
  const memory = Buffer.from(encodeMemory(key.memory))

  const { activities } = await runIssue(desk, {
    person: 'john.doe@example.com',
    answer: (question) => (question.kind === 'confirm-erase' ? null : agree()(question)),
    onActivity: (activity: Activity, station, runId) => {
      if (activity.kind !== 'ask') return
      vi.setSystemTime(Date.now() + asleepMs)
      const { questionId } = activity
      const answer = { kind: 'confirm-erase', erase: true } as const
      void recoverElsewhere(desk, file).then(() =>
        station.request('runs.answer', { runId, questionId, answer }),
      )
    },
  })
  expect(activities.at(-1)).toBe('failed: issuance-taken-over, key untouched')
  expect(Buffer.from(encodeMemory(key.memory))).toEqual(memory)
  const rows = await desk.registry.issuances.listRecent(9)
  expect(rows.find(({ id }) => id === jane.issuanceId)).toMatchObject({
    state: 'issued',
    act: null,
  })
  expect(rows.filter(({ id }) => id !== jane.issuanceId)).toMatchObject([
    { state: 'expired', act: null, factorId: null },
  ])
  expect(desk.double.records().factors.filter(({ login }) => login.startsWith('john'))).toEqual([])
  expect(desk.defects).toEqual([])
})
