import type { StationSnapshot } from '../../../src/shared/contract.ts'
import type { Failure, FailureCause, FailureCode } from '../../../src/shared/failure.ts'
import type {
  FoundPerson,
  Issuance,
  Person,
  Proposal,
  SecurityKey,
} from '../../../src/shared/records.ts'
import type { Activity, IssuedOutcome, RunSnapshot, StepName } from '../../../src/shared/run.ts'
import type { Template } from '../../../src/shared/template.ts'

/** 2026-11-23, 09:14 local time: the moment at which every picture is taken. */
export const sampleNow = new Date(2026, 10, 23, 9, 14).getTime()
const minuteMs = 60_000

export const jane: Person = {
  id: '00u1jane',
  login: 'jane.doe@example.com',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  status: 'ACTIVE',
}

export const people: readonly FoundPerson[] = [
  { ...jane, keys: 0 },
  person('00u2', 'Janek', 'Nowak', 'STAGED'),
  person('00u3', 'Janet', 'Featherstonehaugh-Cholmondeley', 'PASSWORD_EXPIRED'),
  person('00u4', 'Janis', 'Kalniņš', 'SUSPENDED'),
  person('00u5', 'Jannik', 'Sørensen', 'DEPROVISIONED'),
]

function person(
  id: string,
  firstName: string,
  lastName: string,
  status: Person['status'],
): FoundPerson {
  const login = `${firstName}.${lastName}@example.com`.toLowerCase()
  // Whoever is staged has a key already, and the next one two.
  const keys = ['STAGED', 'PASSWORD_EXPIRED'].indexOf(status) + 1
  return { id, login, email: login, firstName, lastName, status, keys }
}

export const yubikey: SecurityKey = {
  path: '/dev/hidraw3',
  product: 'YubiKey 5 NFC',
  vendorId: 0x1050,
  productId: 0x0407,
  aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  serial: '18204377',
  firmware: '5.7.1',
}
export const keyC: SecurityKey = {
  path: '/dev/hidraw4',
  product: 'Security Key C NFC',
  vendorId: 0x1050,
  productId: 0x0402,
}

export const walkIn: Template = {
  id: 'walk-in',
  version: 1,
  name: 'Walk-in desk',
  activation: { when: 'at-once' },
  pin: { kind: 'typed' },
  minimumPinLength: null,
  forcePinChange: 'never',
  alwaysUv: false,
  enterpriseAttestation: false,
  requireResidentKey: true,
  userVerification: 'provider',
  erase: 'when-not-blank',
  models: [],
  attestation: 'record',
  origins: 'usual',
  missingPerson: 'refuse',
  groups: [],
  attribute: null,
  inactive: { means: 'suspend-person' },
  proof: 'key',
  providerEvents: 'ask',
  papers: { letter: false, label: false },
}

export const handOver: Template = {
  ...walkIn,
  id: 'hand-over',
  name: 'Hand-over with a random PIN',
  activation: { when: 'hand-over', gate: 'pin' },
  pin: { kind: 'random-digits', length: 6 },
  forcePinChange: 'where-possible',
}

/** Everything a template can ask for. */
export const strict: Template = {
  ...handOver,
  id: 'strict',
  name: 'By mail, for administrators',
  activation: { when: 'hand-over', gate: 'group', group: { id: '00g1', name: 'Key holders' } },
  pin: { kind: 'random-letters', length: 10 },
  minimumPinLength: 8,
  forcePinChange: 'required',
  alwaysUv: true,
  enterpriseAttestation: true,
  userVerification: 'required',
  erase: 'always',
  models: ['2fc0579f-8113-47ea-b116-bb5a8db9202a', 'a02167b9-ae71-4ac7-9a07-06432ebb6f1c'],
  attestation: 'require-root',
  origins: 'every',
  missingPerson: 'create-active',
  groups: [
    { id: '00g2', name: 'Administrators' },
    { id: '00g3', name: 'VPN' },
  ],
  attribute: { name: 'hasSecurityKey', value: true },
  inactive: { means: 'leave-group', group: { id: '00g1', name: 'Key holders' } },
  proof: 'provider',
  providerEvents: 'apply',
  papers: { letter: true, label: true },
}

export const templates: readonly Template[] = [walkIn, handOver]

export function issuance(id: string, name: string, rest: Partial<Issuance>): Issuance {
  return {
    id,
    procedure: 'issue-key',
    state: 'active',
    act: null,
    bundleId: id,
    formerId: null,
    personId: `00u-${id}`,
    login: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
    personName: name,
    provider: 'acme.okta.com',
    template: walkIn,
    rpId: 'acme.okta.com',
    factorId: `fwf-${id}`,
    credentialId: 'Zm9v',
    aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
    keySerial: '18204377',
    keyProduct: 'YubiKey 5 NFC',
    onKey: 'credential',
    hasSealedPin: false,
    isHeld: false,
    inactiveBy: null,
    createdAt: sampleNow - 60 * minuteMs,
    updatedAt: sampleNow - 60 * minuteMs,
    ...rest,
  }
}

export const recent: readonly Issuance[] = [
  issuance('i1', 'Ada Lovelace', { updatedAt: sampleNow - 4 * minuteMs, hasSealedPin: true }),
  issuance('i2', 'Grace Hopper', {
    updatedAt: sampleNow - 22 * minuteMs,
    keyProduct: 'Security Key C NFC',
  }),
  issuance('i3', 'Alan Turing', { updatedAt: sampleNow - 1500 * minuteMs, state: 'inactive' }),
  issuance('i4', 'Hedy Lamarr', { updatedAt: sampleNow - 3000 * minuteMs, state: 'revoked' }),
]

export const unfinished: readonly Issuance[] = [
  issuance('i9', 'Katherine Johnson', {
    state: 'unfinished',
    act: 'registering',
    updatedAt: sampleNow - 31 * minuteMs,
  }),
]

export const proposals: readonly Proposal[] = [
  proposal('p1', 'person-suspended', 'inactivate'),
  proposal('p2', 'factors-reset', 'review'),
  {
    ...proposal('p3', 'authenticator-off', 'review'),
    issuanceId: null,
    login: '',
    personName: '',
  },
]

function proposal(id: string, kind: Proposal['kind'], proposed: Proposal['proposal']): Proposal {
  return {
    id,
    issuanceId: 'i2',
    at: sampleNow - 11 * minuteMs,
    kind,
    proposal: proposed,
    login: 'grace.hopper@example.com',
    personName: 'Grace Hopper',
    actor: 'Mary Jackson',
  }
}

export const desk: StationSnapshot = {
  simulated: false,
  simulator: null,
  connection: { kind: 'connected', host: 'acme.okta.com', simulated: false },
  keys: [yubikey],
  templates,
  runs: [],
  recent,
  unfinished: [],
  proposals: [],
  unreadable: [],
}

export const demo: StationSnapshot = {
  ...desk,
  simulated: true,
  connection: { kind: 'connected', host: 'keydesk-demo.okta.com', simulated: true },
  keys: [{ path: 'simulated', product: 'Simulated key', vendorId: 0x1209, productId: 1 }],
  simulator: {
    keys: [
      { name: 'Key A', inserted: true },
      { name: 'Key B', inserted: false },
    ],
    touchByHand: true,
    touchAwaited: true,
    factors: [],
  },
}

const stepNames: readonly StepName[] = [
  'find-person',
  'insert-key',
  'check-key',
  'enroll-factor',
  'erase-key',
  'set-pin',
  'create-credential',
  'register-credential',
  'prove-credential',
]

/** A run that stands at a step; the steps before it are done, erasing was not needed. */
export function runAt(
  step: StepName | null,
  activity: Activity,
  rest: Partial<RunSnapshot> = {},
): RunSnapshot {
  const at = step === null ? stepNames.length : stepNames.indexOf(step)
  const stopped = ['failed', 'cancelled'].includes(activity.kind) ? 'failed' : 'current'
  return {
    id: 'run-1',
    procedure: 'issue-key',
    lane: 'desk',
    person: jane,
    key: at > 1 ? yubikey : null,
    steps: stepNames.map((name, index) => ({
      name,
      state:
        index === at ? stopped : index > at ? 'pending' : name === 'erase-key' ? 'skipped' : 'done',
    })),
    activity,
    remarks: [],
    cancellable: !['done', 'failed', 'cancelled'].includes(activity.kind),
    ...rest,
  }
}

export function withRun(run: RunSnapshot, station: StationSnapshot = desk): StationSnapshot {
  return { ...station, runs: [run] }
}

export const outcome: IssuedOutcome = {
  kind: 'issued',
  issuanceId: '0197b1f2-6c1e-7a52-9d0b-3f1d8f6f2a11',
  person: jane,
  key: yubikey,
  provider: 'acme.okta.com',
  rpId: 'acme.okta.com',
  factorId: 'fwf2cj9h9nMr1xk2X0g4',
  credentialId: 'kH0u3kzU8n6S2c0b7qKq5gk0yq1yN3gI0mC1o7rX2wQ',
  aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  authenticatorName: 'YubiKey 5 Series',
  pinToHandOver: true,
  isWaiting: false,
  remarks: [],
  others: [],
}

/** One cause per code, with the data it carries. */
export const causes: { readonly [C in FailureCode]: Extract<FailureCause, { code: C }> } = {
  'person-not-found': { code: 'person-not-found', query: 'jane.do' },
  'person-not-eligible': {
    code: 'person-not-eligible',
    login: jane.login,
    status: 'SUSPENDED',
  },
  'person-protected': { code: 'person-protected', login: jane.login },
  'too-many-factors': { code: 'too-many-factors', login: jane.login, maximum: 10 },
  'enrollment-not-allowed': {
    code: 'enrollment-not-allowed',
    login: jane.login,
    policy: 'Contractors',
  },
  'one-key-only': {
    code: 'one-key-only',
    login: jane.login,
    name: 'YubiKey 5 NFC',
    createdAt: sampleNow,
  },
  'no-key': { code: 'no-key' },
  'several-keys': { code: 'several-keys', count: 3 },
  'different-key': { code: 'different-key' },
  'key-changed': { code: 'key-changed' },
  'key-access-denied': { code: 'key-access-denied', platform: 'linux' },
  'key-removed': { code: 'key-removed' },
  'key-unreachable': { code: 'key-unreachable' },
  'key-busy': { code: 'key-busy' },
  'key-silent': { code: 'key-silent', phase: 'INIT', afterMs: 3000 },
  'key-answer-invalid': {
    code: 'key-answer-invalid',
    command: 'authenticatorGetInfo',
    field: 'aaguid',
  },
  'key-refused': {
    code: 'key-refused',
    command: 'authenticatorMakeCredential',
    status: 'CTAP2_ERR_OPERATION_DENIED',
  },
  'key-u2f-only': { code: 'key-u2f-only' },
  'key-lacks': { code: 'key-lacks', capability: 'resident-key' },
  'key-not-blank': { code: 'key-not-blank' },
  'key-holds-credentials': { code: 'key-holds-credentials', count: 2 },
  'erase-not-confirmed': { code: 'erase-not-confirmed' },
  'key-already-enrolled': { code: 'key-already-enrolled', login: jane.login },
  'reset-too-late': { code: 'reset-too-late' },
  'touch-timeout': { code: 'touch-timeout' },
  'key-unrecognised': { code: 'key-unrecognised', count: 3 },
  'key-unknown': { code: 'key-unknown' },
  'key-being-replaced': { code: 'key-being-replaced' },
  'model-not-allowed': {
    code: 'model-not-allowed',
    aaguid: 'a02167b9-ae71-4ac7-9a07-06432ebb6f1c',
  },
  'key-below-policy': { code: 'key-below-policy', demand: 'fips' },
  'pin-too-short': { code: 'pin-too-short', minimum: 6 },
  'pin-too-long': { code: 'pin-too-long', maximumBytes: 63 },
  'pin-not-text': { code: 'pin-not-text' },
  'pin-policy': { code: 'pin-policy' },
  'pin-wrong': { code: 'pin-wrong', retriesLeft: 2 },
  'pin-blocked-until-reinserted': { code: 'pin-blocked-until-reinserted' },
  'pin-blocked': { code: 'pin-blocked' },
  'pin-missing': { code: 'pin-missing' },
  'pin-change-required': { code: 'pin-change-required' },
  'provider-not-connected': { code: 'provider-not-connected' },
  'connection-invalid': { code: 'connection-invalid', field: 'clientId' },
  'provider-unreachable': {
    code: 'provider-unreachable',
    host: 'acme.okta.com',
    reason: 'ENOTFOUND',
  },
  'certificate-unknown': {
    code: 'certificate-unknown',
    host: 'acme.okta.com',
    reason: 'SELF_SIGNED_CERT_IN_CHAIN',
  },
  'certificate-invalid': {
    code: 'certificate-invalid',
    host: 'acme.okta.com',
    reason: 'CERT_HAS_EXPIRED',
  },
  'no-tls': { code: 'no-tls', host: 'acme.okta.com:80', reason: 'ERR_SSL_WRONG_VERSION_NUMBER' },
  'proxy-answered': {
    code: 'proxy-answered',
    host: 'acme.okta.com',
    reason: 'HTTP 503, “ERROR: The requested URL could not be retrieved”',
    stage: 'answer',
    status: 503,
  },
  'proxy-sign-in': {
    code: 'proxy-sign-in',
    host: 'acme.okta.com',
    reason: 'ERR_PROXY_AUTH_REQUESTED',
  },
  'proxy-unreachable': {
    code: 'proxy-unreachable',
    host: 'acme.okta.com',
    reason: 'ERR_PROXY_CONNECTION_FAILED',
  },
  'provider-sign-in-refused': {
    code: 'provider-sign-in-refused',
    error: 'invalid_client',
    reason: 'The client secret is wrong',
  },
  'provider-denied': { code: 'provider-denied', operation: 'enrollFactor', reason: 'scope' },
  'provider-refused': {
    code: 'provider-refused',
    operation: 'enrollFactor',
    errorCode: 'E0000001',
    summary: 'Api validation failed: factorEnrollRequest',
  },
  'provider-rate-limited': {
    code: 'provider-rate-limited',
    operation: 'listUsers',
    retryAt: sampleNow + 40_000,
  },
  'provider-outage': { code: 'provider-outage', operation: 'listUsers', status: 503 },
  'provider-answer-invalid': {
    code: 'provider-answer-invalid',
    operation: 'enrollFactor',
    field: 'challenge',
  },
  'ceremony-rejected': { code: 'ceremony-rejected', reason: 'E0000068' },
  'ceremony-expired': { code: 'ceremony-expired' },
  'factor-not-found': { code: 'factor-not-found' },
  'factor-suspended': { code: 'factor-suspended', login: jane.login },
  'attestation-invalid': { code: 'attestation-invalid', reason: 'signature' },
  'attestation-not-kept': { code: 'attestation-not-kept' },
  'attestation-untrusted': { code: 'attestation-untrusted', reason: 'unknown-root' },
  'attestation-unverified': { code: 'attestation-unverified', algorithm: -48 },
  'proof-failed': { code: 'proof-failed', reason: 'signature' },
  'issuance-not-found': { code: 'issuance-not-found' },
  'row-unreadable': {
    code: 'row-unreadable',
    table: 'issuances',
    id: '7f3c1f0e-2d1b-4c59-9a57-0a4a7c1f5a11',
    column: 'template',
  },
  'issuance-in-use': { code: 'issuance-in-use', station: 'Desk 2' },
  'issuance-taken-over': { code: 'issuance-taken-over' },
  'wrong-state': { code: 'wrong-state', state: 'revoked' },
  'still-uncertain': { code: 'still-uncertain', act: 'registering' },
  'run-in-progress': { code: 'run-in-progress' },
  'input-invalid': { code: 'input-invalid', paths: ['personId'] },
  'not-available': { code: 'not-available', what: 'cancel' },
  'file-not-read': { code: 'file-not-read', file: '/home/desk/okta.json', reason: 'not-json' },
  'file-not-written': {
    code: 'file-not-written',
    file: '/media/usb/keydesk-audit.csv',
    reason: 'full',
  },
  'backup-unusable': {
    code: 'backup-unusable',
    file: '/media/usb/a.sqlite',
    reason: 'no-registry',
  },
  'trust-refused': { code: 'trust-refused', reason: 'signature' },
  'secrets-unavailable': { code: 'secrets-unavailable', reason: 'locked' },
  'join-refused': { code: 'join-refused', file: '/data/registry.sqlite' },
  'terminal-not-admitted': { code: 'terminal-not-admitted' },
  'station-key-missing': { code: 'station-key-missing' },
  'registry-unavailable': { code: 'registry-unavailable', reason: 'full' },
  internal: { code: 'internal' },
}

export function failure(code: FailureCode, rest: Partial<Failure> = {}): Failure {
  return { cause: causes[code], keyState: 'untouched', act: null, requestId: null, ...rest }
}
