import type { HistoryEntry } from '../../../src/shared/pages.ts'
import type { Issuance, KnownKey, KnownPerson } from '../../../src/shared/records.ts'
import type { ChangedOutcome, KeyReport, RunSnapshot, StepName } from '../../../src/shared/run.ts'
import type { FakeTables } from './fake-station.ts'
import { handOver, issuance, jane, people, sampleNow, strict, walkIn, yubikey } from './samples.ts'

/** What happens to a key after it was issued, and the tables it is found in. */

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

export const janes: Issuance = issuance('i5', 'Jane Doe', {
  personId: jane.id,
  login: jane.login,
  updatedAt: sampleNow - 12 * dayMs,
})

/** One of every state. */
export const ofEveryState: readonly Issuance[] = [
  issuance('s1', 'Ada Lovelace', {
    state: 'planned',
    onKey: 'nothing',
    keyProduct: null,
    keySerial: null,
  }),
  issuance('s2', 'Grace Hopper', { state: 'issued', template: strict, isHeld: true }),
  issuance('s3', 'Alan Turing', { state: 'issued', template: handOver, hasSealedPin: true }),
  issuance('s4', 'Hedy Lamarr', { keyProduct: 'Security Key C NFC', keySerial: null }),
  issuance('s5', 'Radia Perlman', { state: 'inactive', inactiveBy: walkIn.inactive }),
  issuance('s6', 'Edsger Dijkstra', { state: 'revoked', onKey: 'wiped' }),
  issuance('s7', 'Janet Featherstonehaugh-Cholmondeley', { state: 'expired', onKey: 'unknown' }),
  issuance('s8', 'Katherine Johnson', { state: 'unfinished', act: 'registering' }),
]

export const report: KeyReport = {
  key: yubikey,
  model: 'YubiKey 5 Series with NFC',
  remarks: [{ reason: 'expired-anchor' }, { reason: 'update-available' }],
  issuances: [janes],
  possible: [],
  history: [
    issuance('i6', 'Alan Turing', {
      state: 'revoked',
      onKey: 'wiped',
      updatedAt: sampleNow - 200 * dayMs,
    }),
  ],
  hasPin: true,
  pinRetries: 8,
  mustChangePin: true,
  minimumPinLength: 6,
  freeSpace: 98,
  credentials: [
    {
      rpId: 'acme.okta.com',
      userName: jane.login,
      credentialId: 'kH0u3kzU8n6S2c0b7qKq5gk0',
      issuanceId: 'i5',
    },
    { rpId: 'github.com', userName: null, credentialId: 'Zm9v', issuanceId: null },
  ],
}

export const changed = (
  change: ChangedOutcome['change'],
  rest: Partial<Issuance> = {},
): ChangedOutcome => ({
  kind: 'changed',
  change,
  issuance: change === 'erased' ? null : { ...janes, ...rest },
  key: yubikey,
})

const stepsOf: { readonly [P in RunSnapshot['procedure']]: readonly StepName[] } = {
  'issue-key': [],
  'set-pin': ['insert-key', 'read-key', 'set-pin'],
  activate: ['find-issuance', 'activate', 'prove-credential'],
  inactivate: ['find-issuance', 'inactivate'],
  reactivate: ['find-issuance', 'insert-key', 'reactivate'],
  revoke: ['find-issuance', 'revoke', 'erase-key'],
  'reset-pin': ['insert-key', 'read-key', 'set-pin'],
  'replace-key': ['find-issuance', 'insert-key', 'check-key', 'create-credential', 'revoke-former'],
  'whose-key': ['insert-key', 'read-key'],
  'erase-key': ['insert-key', 'check-key', 'erase-key'],
  'finish-unfinished': ['find-issuance', 'finish'],
}

/** A run of another procedure, standing at one of its steps; after the last for null. */
export function lifeRun(
  procedure: RunSnapshot['procedure'],
  step: StepName | null,
  activity: RunSnapshot['activity'],
  rest: Partial<RunSnapshot> = {},
): RunSnapshot {
  const names = stepsOf[procedure]
  const at = step === null ? names.length : names.indexOf(step)
  const isOver = ['done', 'failed', 'cancelled'].includes(activity.kind)
  const stopped = isOver ? 'failed' : 'current'
  return {
    id: 'run-1',
    procedure,
    lane: 'desk',
    person: jane,
    key: yubikey,
    steps: names.map((name, index) => ({
      name,
      state: index === at ? stopped : index > at ? 'pending' : 'done',
    })),
    activity,
    remarks: [],
    cancellable: !isOver,
    ...rest,
  }
}

const keys: readonly KnownKey[] = ofEveryState.map(({ keyProduct, aaguid }, at) => ({
  identity: `yubico:1820437${at}`,
  product: keyProduct ?? 'YubiKey 5C NFC',
  aaguid,
  serial: at === 3 ? null : `1820437${at}`,
  firmware: at === 3 ? null : '5.7.1',
  firstSeenAt: sampleNow - 200 * dayMs,
  lastSeenAt: sampleNow - at * 7 * minuteMs,
}))

const known: readonly KnownPerson[] = people.map((person, at) => ({
  ...person,
  provider: 'acme.okta.com',
  lastSeenAt: sampleNow - at * 40 * minuteMs,
}))

const entry = (seq: number, fact: string, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  at: sampleNow - 12 * dayMs + seq * 1000,
  fact,
  operator: 'mary.jackson',
  procedure: 'issue-key',
  failure: null,
  requestId: null,
  ...rest,
})

export const tables: FakeTables = {
  issuances: ofEveryState,
  keys,
  people: known,
  line: [issuance('i7', 'Hedy Lamarr', { state: 'revoked', updatedAt: sampleNow - 90 * dayMs })],
  entries: [
    entry(412, 'run-done'),
    entry(411, 'credential-proven'),
    entry(410, 'credential-registered', { requestId: 'reqW8m2nQfYQxS5oX5y1QfPcw' }),
    entry(409, 'run-failed', { failure: 'touch-timeout' }),
    entry(408, 'pin-set'),
    entry(407, 'run-started'),
  ],
  count: 0,
}
