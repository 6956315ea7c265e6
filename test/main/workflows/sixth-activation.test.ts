import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { defaultTemplates } from '../../../src/main/store/default-templates.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import type { Template } from '../../../src/shared/template.ts'
import { startOktaDouble, type OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { encodeMemory } from '../../../src/simulator/virtual-key/memory-format.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { agree, jane } from '../../support/lifecycle.ts'
import { outcomeOf, runOrder, stationAt, type TestStation } from '../../support/test-station.ts'

const john = 'john.doe@example.com'
const startedAt = Date.parse('2026-11-27T09:00:00Z')
const windowMs = 300_000

let folder: string
let double: OktaDouble
let key: VirtualKey
let another: VirtualKey
let open: TestStation | null
let secrets: ReturnType<typeof createMemorySecrets>

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt })
  folder = await mkdtemp(join(tmpdir(), 'keydesk-sixth-'))
  double = await startOktaDouble()
  key = new VirtualKey({ resetWindowMs: Number.POSITIVE_INFINITY })
  another = new VirtualKey({ profile: { serialNumber: 3003 } })
  another.unplug()
  secrets = createMemorySecrets()
  open = null
})

afterEach(async () => {
  await open?.close()
  await double.close()
  await rm(folder, { recursive: true })
  vi.useRealTimers()
})

/** Five issuances to Jane, a second apart. */
async function issueFive(station: TestStation): Promise<void> {
  for (let at = 1; at <= 5; at++) {
    vi.setSystemTime(startedAt + at * 1000)
    outcomeOf((await issueTo(station, jane)).end)
  }
  vi.setSystemTime(startedAt + 6000)
}

/** Another process at the same registry: the one before is closed. */
async function nextStation(change: Partial<Template> = {}): Promise<TestStation> {
  await open?.close()
  const registry = await openRegistry(join(folder, 'registry.sqlite'), secrets, Date.now)
  await registry.templates.seed(defaultTemplates.map((template) => ({ ...template, ...change })))
  const release = () => Promise.resolve()
  const keys = new Map(Object.entries({ key, another }))
  open = await stationAt({ double, registry, keys, release })
  return open
}

async function issueTo(station: TestStation, personId: string, templateId = 'walk-in') {
  const order = { procedure: 'issue-key', personId, templateId } as const
  return await runOrder(station, order, { answer: agree() })
}

const memoryOf = ({ memory }: VirtualKey) => Buffer.from(encodeMemory(memory)).toString('hex')

const rowsOf = async ({ registry }: TestStation) => await registry.issuances.listRecent(20)

/** What is on the key: everything before it was revoked for it. */
async function liveIdOf(station: TestStation): Promise<string> {
  const live = (await rowsOf(station)).filter(({ state }) => state === 'active')
  expect(live).toHaveLength(1)
  return live[0]?.id ?? ''
}

test('five in one process, the sixth in the next: the key is as it was, others go on, and later it goes', async () => {
  const first = await nextStation()
  await issueFive(first)

  const second = await nextStation()
  const [memory, rows, factors] = [memoryOf(key), await rowsOf(second), double.records().factors]
  const { activities, end } = await issueTo(second, jane)
  expect(activities.at(-1)).toBe('failed: provider-rate-limited, key untouched')
  expect(activities.filter((line) => line.includes('?'))).toEqual([])
  const retryAt = startedAt + 1000 + windowMs
  expect(end.activity).toMatchObject({
    failure: { cause: { code: 'provider-rate-limited', operation: 'activateFactor', retryAt } },
  })
  expect(memoryOf(key)).toBe(memory)
  expect(double.records().factors).toEqual(factors)
  const [added, ...others] = await rowsOf(second)
  expect(added).toMatchObject({ state: 'expired', act: null, factorId: null })
  expect(others).toEqual(rows)

  const forgotten = { procedure: 'reset-pin', pin: 'forgotten' } as const
  const reset = await runOrder(second, forgotten, { answer: agree() })
  expect(reset.activities.at(-1)).toBe('failed: provider-rate-limited, key untouched')
  const replace = { procedure: 'replace-key', issuanceId: await liveIdOf(second) } as const
  key.unplug()
  another.plugIn()
  const replaced = await runOrder(second, replace, { answer: agree() })
  expect(replaced.activities.at(-1)).toBe('failed: provider-rate-limited, key untouched')
  another.unplug()
  key.plugIn()
  expect(memoryOf(key)).toBe(memory)
  expect(double.records().factors).toEqual(factors)

  outcomeOf((await issueTo(second, john)).end)
  vi.setSystemTime(retryAt)
  outcomeOf((await issueTo(await nextStation(), jane)).end)
})

test('a key that was deleted at Okta does not come back by a sixth activation', async () => {
  const first = await nextStation({ inactive: { means: 'delete-factor' } })
  await issueFive(first)
  const issuanceId = await liveIdOf(first)
  outcomeOf(
    (await runOrder(first, { procedure: 'inactivate', issuanceId }, { answer: agree() })).end,
  )
  const second = await nextStation()
  const memory = memoryOf(key)
  const order = { procedure: 'reactivate', issuanceId } as const
  const { activities } = await runOrder(second, order, { answer: agree() })
  expect(activities.at(-1)).toMatch(/^failed: provider-rate-limited/)
  expect(memoryOf(key)).toBe(memory)
  expect(await second.registry.issuances.find(issuanceId)).toMatchObject({
    state: 'inactive',
    act: null,
  })
})

test('an attestation that is held stays held while it may not be sent, and is sent later', async () => {
  const activation = { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 } as const
  const first = await nextStation({ activation, forcePinChange: 'never' })
  outcomeOf((await issueTo(first, jane, 'hand-over')).end)
  const [held] = await rowsOf(first)
  const issuanceId = held?.id ?? ''
  const log = first.registry.activations
  const holder = { provider: held?.provider ?? '', personId: held?.personId ?? '' }
  await log.change(holder, 0, () => Array<number>(5).fill(startedAt))

  const second = await nextStation()
  const order = { procedure: 'activate', issuanceId } as const
  const { activities } = await runOrder(second, order, { answer: agree() })
  expect(activities.at(-1)).toMatch(/^failed: provider-rate-limited/)
  expect(await second.registry.issuances.find(issuanceId)).toMatchObject({
    state: 'issued',
    act: null,
    isHeld: true,
  })
  vi.setSystemTime(startedAt + windowMs)
  outcomeOf((await runOrder(second, order, { answer: agree() })).end)
  expect(await second.registry.issuances.find(issuanceId)).toMatchObject({ state: 'active' })
})
