import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { composeStation } from '../../../src/main/compose/compose.ts'
import { checkConnectionFile } from '../../../src/main/compose/connection.ts'
import { createMemorySecrets } from '../../../src/main/secrets/key-file.ts'
import { StationSecrets } from '../../../src/main/secrets/station-secrets.ts'
import { requestFrom, type Station } from '../../../src/main/station/station.ts'
import { defaultTemplates } from '../../../src/main/store/default-templates.ts'
import type { Fact } from '../../../src/main/store/journal/entry.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import { openSwitchStation } from '../../../src/main/window/switch-station.ts'
import {
  requestNames,
  type Input,
  type Output,
  type RequestName,
} from '../../../src/shared/contract.ts'
import { isEnd, type RunSnapshot } from '../../../src/shared/run.ts'
import { startOktaDouble, type OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { eventually } from '../../support/eventually.ts'
import { factsIn } from '../../support/facts-in.ts'
import { blobMakers, makeBlob } from '../../support/mds-blob.ts'
import { templateOf } from '../../support/samples.ts'
import {
  issuedIn,
  runIssue,
  stationAt,
  typedPin,
  type TestStation,
} from '../../support/test-station.ts'

/** The face of a window: a real station on a registry in a file, and those that can take its place. */
let station: Station
let desk: TestStation
let double: OktaDouble
let folder: string
let file: string
/** What is chosen in every dialog. */
let chosen: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-told-'))
  file = join(folder, 'own', 'registry.sqlite')
  chosen = join(folder, 'chosen')
  await mkdir(join(folder, 'own'))
  double = await startOktaDouble()
  const own = join(folder, 'own')
  const keyStore = { ...createMemorySecrets(), kind: 'operating-system' } as const
  const secrets = new StationSecrets(own, keyStore)
  const outside = { dataDirectory: own, secrets, fetch: globalThis.fetch }
  station = await openSwitchStation({
    async openReal(successors, from) {
      if (from !== null) {
        const organization = { from: 'file', file: from, keep: true } as const
        return await composeStation({ ...outside, organization })
      }
      const registry = await openRegistry(file, secrets, Date.now)
      const recorded = { attestation: 'record', papers: { letter: true, label: true } } as const
      await registry.templates.seed(defaultTemplates.map((one) => ({ ...one, ...recorded })))
      const keys = new Map([['one', new VirtualKey()]])
      const release = () => Promise.resolve()
      const kept = { folder: own, stationKey: secrets }
      desk = await stationAt({ double, registry, keys, dialogs, successors, release, ...kept })
      return desk.station
    },
    openDemo: () =>
      composeStation({
        ...outside,
        dataDirectory: ':memory:',
        organization: { from: 'double', simulateKeys: true },
      }),
    checkConnection: checkConnectionFile,
    onFailed(error) {
      throw error
    },
  })
})

afterEach(async () => {
  await station.close()
  await double.close()
  await rm(folder, { recursive: true })
})

const dialogs = {
  chooseFile: () => Promise.resolve(chosen),
  chooseNewFile: () => Promise.resolve(chosen),
  printToPdf: () => Promise.resolve(new TextEncoder().encode('%PDF-1.7')),
}

/** A request as it is made, and what the journal has of it. */
interface Line<N extends RequestName> {
  /** None for a request that changes and reveals nothing. */
  readonly facts: readonly Fact[]
  /** Prepares what it is about, and resolves with its input. */
  readonly input: () => Input<N> | Promise<Input<N>>
  /** What it began is over. */
  readonly over?: () => Promise<unknown>
}

const reads = <I>(input: () => I, over?: () => Promise<unknown>) => ({
  facts: [],
  input,
  ...(over && { over }),
})

const nothing = () => null
const page = { text: '', sort: 'newest', offset: 0, limit: 10 } as const
const everything = () => ({ ...page, states: [] })

async function ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await requestFrom(station, name, input)
  if (reply.ok) return reply.value
  throw new Error(`${name}: ${reply.cause.code}`)
}

/** Issues a key to Jane, whose PIN stays sealed. */
async function issued() {
  const { issuanceId, person, factorId } = issuedIn((await runIssue({ station })).end)
  return { issuanceId, personId: person.id, factorId }
}

const issuance = async () => ({ issuanceId: (await issued()).issuanceId })

/** A run that asks for the PIN of a new key. */
async function asking() {
  const order = { procedure: 'issue-key', personId: 'jane.doe@example.com' } as const
  const { runId } = await ask('runs.start', { ...order, templateId: 'walk-in', waitForKeyMs: 0 })
  const question = await until((run) => run?.activity.kind === 'ask' && run.activity)
  return { runId, questionId: question.questionId }
}

const ended = () => until((run) => run && isEnd(run.activity))

const until = <T>(find: (run: RunSnapshot | undefined) => T | false | undefined) =>
  eventually(() => {
    const found = find(station.snapshot().runs[0])
    if (!found) throw new Error('not yet')
    return found
  })

const real = { kind: 'connected', simulated: false }

const inDemo = () => eventually(() => expect(station.snapshot().simulated).toBe(true))

/** Somebody deleted Jane's factor at Okta. */
async function proposed(): Promise<string> {
  const { personId, factorId } = await issued()
  // From here on: a first reading begins when it is made.
  await ask('proposals.read', null)
  await desk.provider.deleteFactor(personId, factorId)
  await eventually(async () => expect(await ask('proposals.read', null)).toHaveLength(1), 200)
  return station.snapshot().proposals[0]?.id ?? ''
}

async function chosenFile(content: string | Uint8Array) {
  await writeFile(chosen, content)
  return null
}

const makers = blobMakers()

/** Every request there is. One that is new has no line here, and this does not compile. */
const told: { readonly [N in RequestName]: readonly [Line<N>, ...Line<N>[]] } = {
  'station.snapshot': [reads(nothing)],
  'station.try-demo': [reads(nothing, inDemo)],
  'connection.choose': [
    {
      facts: ['connection-changed'],
      input: () => chosenFile(JSON.stringify(double.connectionFor('token'))),
      over: () => eventually(() => expect(station.snapshot().connection).toMatchObject(real)),
    },
  ],
  'people.search': [reads(() => ({ text: 'jane' }))],
  'runs.start': [
    {
      facts: [
        'run-started',
        'factor-enrolled',
        'pin-set',
        'credential-created',
        'credential-registered',
        'credential-proven',
        'key-configured',
        'run-done',
      ],
      input: () => ({
        procedure: 'issue-key',
        personId: 'jane.doe@example.com',
        templateId: 'hand-over',
        waitForKeyMs: 0,
      }),
      over: ended,
    },
  ],
  'runs.answer': [
    {
      facts: [
        'pin-set',
        'credential-created',
        'credential-registered',
        'credential-proven',
        'run-done',
      ],
      input: async () => ({ ...(await asking()), answer: typedPin('73519420') }),
      over: ended,
    },
  ],
  'runs.cancel': [
    {
      facts: ['factor-deleted', 'run-cancelled'],
      input: async () => ({ runId: (await asking()).runId }),
      over: ended,
    },
  ],
  'runs.dismiss': [
    reads(async () => {
      const { runId } = await asking()
      await ask('runs.cancel', { runId })
      await ended()
      return { runId }
    }),
  ],
  'issuances.list': [reads(everything)],
  'issuances.history': [reads(issuance)],
  'issuances.attestation': [{ facts: ['attestation-exported'], input: issuance }],
  'issuances.save-attestation': [{ facts: ['attestation-exported'], input: issuance }],
  'keys.list': [reads(everything)],
  'people.list': [reads(everything)],
  'templates.save': [
    { facts: ['template-saved'], input: () => ({ template: templateOf('walk-in') }) },
  ],
  'templates.retire': [
    { facts: ['template-retired'], input: () => ({ templateId: 'walk-in' }) },
    reads(() => ({ templateId: 'none' })),
  ],
  'groups.search': [reads(() => ({ text: 'Security' }))],
  'audit.list': [reads(() => ({ text: '', procedure: null, offset: 0, limit: 10 }))],
  'audit.verify': [reads(nothing)],
  'audit.export': [{ facts: ['journal-exported'], input: () => ({ format: 'jsonl' }) }],
  'registry.backup': [{ facts: ['registry-copied'], input: nothing }],
  'papers.save-pdf': [{ facts: ['paper-saved'], input: () => ({ paper: 'letter' }) }],
  'self-check.run': [reads(nothing)],
  'terminal.read': [reads(nothing)],
  'terminal.allow': [
    { facts: ['terminal-allowed'], input: () => ({ isAllowed: true }) },
    {
      facts: ['terminal-dismissed'],
      async input() {
        await ask('terminal.allow', { isAllowed: true })
        return { isAllowed: false }
      },
    },
  ],
  'recovery-key.save': [{ facts: ['recovery-key-made'], input: nothing }],
  'trust.read': [reads(nothing)],
  'trust.add-roots': [
    { facts: ['roots-added'], input: () => chosenFile(makers.root.certificate.toString()) },
  ],
  'trust.add-metadata-roots': [
    {
      facts: ['metadata-roots-added'],
      input: () => chosenFile(makers.root.certificate.toString()),
    },
  ],
  'trust.import-metadata': [
    {
      facts: ['metadata-imported'],
      async input() {
        await chosenFile(makers.root.certificate.toString())
        await ask('trust.add-metadata-roots', null)
        await chosenFile(await makeBlob(makers))
        return {}
      },
    },
  ],
  'pins.reveal': [{ facts: ['pin-revealed'], input: issuance }],
  'pins.hand-over': [{ facts: ['pin-handed-over', 'issuance-activated'], input: issuance }],
  'readiness.check': [reads(() => ({}))],
  'proposals.read': [reads(nothing)],
  'proposals.decide': [
    {
      facts: ['issuance-revoked'],
      input: async () => ({ id: await proposed(), decision: 'apply' }),
    },
    {
      facts: ['proposal-dismissed'],
      input: async () => ({ id: await proposed(), decision: 'dismiss' }),
    },
  ],
  'simulator.act': [
    reads(async () => {
      await ask('station.try-demo', null)
      await inDemo()
      return { act: 'remove', name: 'Key 1' } as const
    }),
  ],
}

describe('the journal has what was asked for, and nothing of what only looks', () => {
  for (const name of requestNames) walk(name, told[name])
})

function walk(name: RequestName, lines: readonly Line<RequestName>[]): void {
  for (const [at, line] of lines.entries()) {
    test(`${name}${at === 0 ? '' : ` (${at + 1})`}`, async () => {
      const input = await line.input()
      const before = (await factsIn(file)).length
      await ask(name, input)
      await line.over?.()
      const facts = (await factsIn(file)).slice(before)
      expect(facts).toEqual(line.facts)
    })
  }
}
