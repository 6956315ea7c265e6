import { randomBytes } from 'node:crypto'
import { simulatedKeySource } from '../../src/main/compose/demo.ts'
import { readConnection } from '../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../src/main/provider/okta/provider.ts'
import type { Provider } from '../../src/main/provider/provider.ts'
import { createMemorySecrets } from '../../src/main/secrets/key-file.ts'
import type { StationSecrets } from '../../src/main/secrets/station-secrets.ts'
import type { Dialogs } from '../../src/main/station/dialogs.ts'
import type { Successors } from '../../src/main/station/edges.ts'
import { createStation, type Station } from '../../src/main/station/station.ts'
import { defaultTemplates } from '../../src/main/store/default-templates.ts'
import { openRegistry, type Registry } from '../../src/main/store/registry.ts'
import { deskTrust } from '../../src/main/trust/desk-trust.ts'
import { openTrustStore, type TrustStore } from '../../src/main/trust/trust-store.ts'
import type { StationSnapshot } from '../../src/shared/contract.ts'
import type {
  Activity,
  Answer,
  IssuedOutcome,
  Order,
  Outcome,
  Question,
  RunSnapshot,
} from '../../src/shared/run.ts'
import type { Template } from '../../src/shared/template.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'

/** A whole station on virtual keys and a double of Okta, its registry in memory. */
export interface TestStation {
  readonly station: Station
  readonly double: OktaDouble
  readonly registry: Registry
  readonly provider: Provider
  readonly trust: TrustStore
  readonly defects: readonly string[]
  close(): Promise<void>
}

export async function openTestStation(
  keys: ReadonlyMap<string, VirtualKey> = new Map([['one', new VirtualKey()]]),
  change: Partial<Template> = {},
  customDomain: string | null = null,
  dialogs: Dialogs | null = null,
  folder: string | null = null,
  registryFile = ':memory:',
): Promise<TestStation> {
  const double = await startOktaDouble(customDomain === null ? {} : { customDomain })
  const registry = await openRegistry(registryFile, createMemorySecrets(), Date.now)
  await registry.templates.seed(defaultTemplates.map((template) => ({ ...template, ...change })))
  const release = () => double.close()
  return await stationAt({ double, registry, keys, customDomain, dialogs, folder, release })
}

/** What a test station works with. */
interface Place extends Pick<TestStation, 'double' | 'registry'> {
  readonly keys: ReadonlyMap<string, VirtualKey>
  readonly customDomain?: string | null
  readonly dialogs?: Dialogs | null
  readonly folder?: string | null
  readonly stationKey?: StationSecrets
  readonly successors?: Successors
  readonly release: () => Promise<void>
}

/** A station on keys, a double and a registry that others may use as well. */
export async function stationAt(place: Place): Promise<TestStation> {
  const { double, registry, keys, stationKey, release } = place
  const { customDomain = null, dialogs = null, folder = null, successors = null } = place
  const { activations } = registry
  const sleep = () => Promise.resolve()
  const edges = { fetch: globalThis.fetch, now: Date.now, sleep, activations }
  const provider = createOktaProvider(readConnection(connectionOf(double, customDomain)), edges)
  const trust = openTrustStore(null, { now: Date.now, fetch: globalThis.fetch })
  const defects: string[] = []
  const station = await createStation({
    registry,
    folder,
    ...(stationKey && { stationKey }),
    provider,
    trust: deskTrust(trust, Date.now),
    trustStore: trust,
    dialogs,
    keys: simulatedKeySource(keys),
    connection: { kind: 'connected', host: provider.host, simulated: true },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    operator: 'operator',
    stationName: 'test',
    simulator: null,
    successors,
    onDefect: (defect) => void defects.push(defect),
    release,
  })
  return { station, double, registry, provider, trust, defects, close: () => station.close() }
}

/** The double tells its hosts apart by name: `localhost` is the custom domain. */
function connectionOf({ connection, url }: OktaDouble, customDomain: string | null) {
  if (customDomain === null) return connection
  const apiUrl = url.replace('127.0.0.1', 'localhost')
  return { ...connection, otherOrigins: [{ origin: `https://${customDomain}`, apiUrl }] }
}

/** What a test does while a procedure runs. */
export interface Script {
  readonly templateId?: string
  readonly person?: string
  readonly waitForKeyMs?: number
  /** Answers a question; null leaves it open. */
  readonly answer?: (question: Question) => Answer | null
  /** Called with every activity. */
  readonly onActivity?: (activity: Activity, station: Station, runId: string) => void
}

/** Runs a procedure to its end: the activities as short lines, and the last snapshot of the run. */
export async function runOrder(
  { station }: Pick<TestStation, 'station'>,
  order: Order,
  script: Script = {},
): Promise<{ readonly activities: readonly string[]; readonly end: RunSnapshot }> {
  const activities: string[] = []
  const over = new Promise<RunSnapshot>((resolve) => {
    let last: Activity | null = null
    const stop = station.onSnapshot(({ runs: [run] }: StationSnapshot) => {
      if (!run || run.activity === last) return
      last = run.activity
      activities.push(lineOf(last))
      script.onActivity?.(last, station, run.id)
      if (last.kind === 'ask') answerWith(station, run, script)
      if (!['done', 'failed', 'cancelled'].includes(last.kind)) return
      stop()
      resolve(run)
    })
  })
  const waitForKeyMs = script.waitForKeyMs ?? 0
  const started = await station.request('runs.start', { ...order, waitForKeyMs })
  if (!started.ok) throw new Error(`not started: ${started.cause.code}`)
  const end = await over
  await station.request('runs.dismiss', { runId: end.id })
  return { activities, end }
}

/** Runs an issuance to its end. */
export async function runIssue(desk: Pick<TestStation, 'station'>, script: Script = {}) {
  const personId = script.person ?? 'jane.doe@example.com'
  const templateId = script.templateId ?? 'hand-over'
  return await runOrder(desk, { procedure: 'issue-key', personId, templateId }, script)
}

/** How a run ended well. Throws what it ended with when it did not. */
export function outcomeOf(end: RunSnapshot): Outcome {
  if (end.activity.kind === 'done') return end.activity.outcome
  throw new Error(JSON.stringify(end.activity))
}

/** What was issued. Throws when nothing was. */
export function issuedIn(end: RunSnapshot): IssuedOutcome {
  const outcome = outcomeOf(end)
  if (outcome.kind === 'issued') return outcome
  throw new Error(JSON.stringify(outcome))
}

function answerWith(station: Station, run: RunSnapshot, script: Script): void {
  if (run.activity.kind !== 'ask') return
  const { question, questionId } = run.activity
  const answer = script.answer?.(question) ?? null
  if (answer) void station.request('runs.answer', { runId: run.id, questionId, answer })
}

function lineOf(activity: Activity): string {
  switch (activity.kind) {
    case 'working':
      return activity.step
    case 'act':
      return `${activity.step}: ${activity.act}`
    case 'ask':
      return `${activity.step}? ${activity.question.kind}`
    case 'done':
    case 'cancelled':
      return activity.kind
    case 'failed':
      return `failed: ${activity.failure.cause.code}, key ${activity.failure.keyState}`
  }
}

/** An answer with a typed PIN. */
export function typedPin(text: string): Answer {
  return { kind: 'choose-pin', pin: new TextEncoder().encode(text) }
}
