import { expect, onTestFinished, test, vi } from 'vitest'
import type { KeySource } from '../../../src/ctap2/index.ts'
import { simulatedKeySource } from '../../../src/main/compose/demo.ts'
import { readConnection } from '../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../src/main/provider/okta/provider.ts'
import type { AttendedProvider } from '../../../src/main/provider/provider.ts'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { createStation, type Station } from '../../../src/main/station/station.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import { deskTrust } from '../../../src/main/trust/desk-trust.ts'
import { openTrustStore } from '../../../src/main/trust/trust-store.ts'
import { startOktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { eventually } from '../../support/eventually.ts'
import { runOrder } from '../../support/test-station.ts'

/** A promise that is kept when somebody says so. */
function gate() {
  let open: () => void = () => undefined
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open }
}

/** A station whose provider notes what it is asked, and loads when `load` is open. */
async function openNoting(load: Promise<void>, settled?: Promise<void>) {
  const double = await startOktaDouble()
  const registry = await openRegistry(':memory:', createMemorySecrets(), Date.now)
  const noted: string[] = []
  const okta = createOktaProvider(readConnection(double.connection), { fetch, now: Date.now })
  const provider: AttendedProvider = {
    ...okta,
    async loadAhead() {
      noted.push('loading')
      await load
      noted.push('loaded')
    },
    readEvents: async (...question) => {
      noted.push('events')
      return await okta.readEvents(...question)
    },
  }
  const inserted = simulatedKeySource(new Map([['one', new VirtualKey()]]))
  const keys: KeySource = {
    list: () => inserted.list(),
    open: (path) => {
      noted.push('opened')
      return inserted.open(path)
    },
  }
  const trustStore = openTrustStore(null, { now: Date.now, fetch })
  const watched = { personIds: new Set(['00u1']), factorIds: new Set<string>() }
  vi.spyOn(registry.proposals, 'watch').mockResolvedValue({
    ...watched,
    groupIds: new Set(),
    ownRequestIds: new Set(),
  })
  const station = await createStation({
    registry,
    folder: null,
    provider,
    keys,
    trust: deskTrust(trustStore, Date.now),
    trustStore,
    ...(settled && { settled }),
    dialogs: null,
    connection: { kind: 'connected', host: provider.host, simulated: true },
    randomBytes: (length) => new Uint8Array(length),
    operator: 'operator',
    stationName: 'test',
    simulator: null,
    successors: null,
    onDefect: (defect) => void noted.push(defect),
    release: () => double.close(),
  })
  return { station, noted }
}

const whose = (station: Station) => runOrder({ station }, { procedure: 'whose-key' })

test('a key is opened when what the provider needs is loaded, never before', async () => {
  const { passed, open } = gate()
  const { station, noted } = await openNoting(passed)
  onTestFinished(() => station.close())
  const over = whose(station)
  await eventually(() => expect(noted).toContain('loading'))
  expect(noted).not.toContain('opened')
  open()
  expect((await over).end.activity.kind).toBe('done')
  expect(noted.indexOf('opened')).toBeGreaterThan(noted.indexOf('loaded'))
})

test('nothing is loaded and nothing asked before the window stands', async () => {
  const window = gate()
  const { station, noted } = await openNoting(Promise.resolve(), window.passed)
  onTestFinished(() => station.close())
  await eventually(() => expect(station.snapshot().keys).toHaveLength(1))
  expect(noted).toEqual([])
  window.open()
  await eventually(() => expect(noted).toEqual(['loading', 'loaded', 'events']))
  expect((await whose(station)).end.activity.kind).toBe('done')
})

test('a station is closed though its window never stood', async () => {
  const { station, noted } = await openNoting(Promise.resolve(), gate().passed)
  await station.close()
  expect(noted).toEqual([])
})
