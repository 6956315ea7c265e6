import { randomBytes } from 'node:crypto'
import type { StationSnapshot } from '../../src/shared/contract.ts'
import type { Template } from '../../src/shared/records.ts'
import type { Activity, Answer, Question, RunSnapshot } from '../../src/shared/run.ts'
import { simulatedKeySource } from '../../src/main/demo.ts'
import type { Provider } from '../../src/main/idp.ts'
import { readConnection } from '../../src/main/okta/connection.ts'
import { createOktaProvider } from '../../src/main/okta/provider.ts'
import { defaultTemplates } from '../../src/main/policy.ts'
import { createMemorySecrets } from '../../src/main/sealing.ts'
import { createStation, type Station } from '../../src/main/station.ts'
import { openRegistry, type Registry } from '../../src/main/store/registry.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'

/** A whole station on virtual keys and a double of Okta, its registry in memory. */
export interface TestStation {
  readonly station: Station
  readonly double: OktaDouble
  readonly registry: Registry
  readonly provider: Provider
  readonly defects: readonly string[]
  close(): Promise<void>
}

export async function openTestStation(
  keys: ReadonlyMap<string, VirtualKey> = new Map([['one', new VirtualKey()]]),
  change: Partial<Template> = {},
): Promise<TestStation> {
  const double = await startOktaDouble()
  const registry = await openRegistry(':memory:', createMemorySecrets(), Date.now)
  const edges = { fetch: globalThis.fetch, now: Date.now, sleep: () => Promise.resolve() }
  const provider = createOktaProvider(readConnection(double.connection), edges)
  const defects: string[] = []
  const station = await createStation({
    registry,
    provider,
    templates: defaultTemplates.map((template) => ({ ...template, ...change })),
    keys: simulatedKeySource(keys),
    connection: { kind: 'connected', host: provider.host, simulated: true },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    operator: 'operator',
    station: 'test',
    simulator: null,
    onTryDemo: () => undefined,
    onDefect: (defect) => void defects.push(defect),
    release: () => double.close(),
  })
  return { station, double, registry, provider, defects, close: () => station.close() }
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

/** Runs an issuance to its end: the activities as short lines, and the last snapshot of the run. */
export async function runIssue(
  { station }: TestStation,
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
  const started = await station.request('runs.start', {
    procedure: 'issue-key',
    personId: script.person ?? 'jane.doe@example.com',
    templateId: script.templateId ?? 'hand-over',
    waitForKeyMs: script.waitForKeyMs ?? 0,
  })
  if (!started.ok) throw new Error(`not started: ${started.cause.code}`)
  const end = await over
  await station.request('runs.dismiss', { runId: end.id })
  return { activities, end }
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
