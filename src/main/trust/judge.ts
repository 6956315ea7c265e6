import type { ValidAttestation as ValidVerdict } from '../../ctap2/index.ts'
import { findPath } from './certificate-path.ts'
import { securityStatusOf, type SecurityStatus } from './security-status.ts'
import type { KeyModel } from './mds-entry.ts'
import { parseDer } from './roots.ts'
import type { TrustProblem } from './trust-error.ts'
import type { Trust } from './trust.ts'

/** How much an attestation has to say; each asks all that the one before asks. */
export type AttestationDemand = 'record' | 'verify' | 'require-root'

/** Which keys may be issued. */
export interface AttestationPolicy {
  readonly attestation: AttestationDemand
  /** AAGUIDs in the form of a UUID, in lower case; none: every model. */
  readonly models: readonly string[]
}

/** A statement that was found valid. */
export type ValidAttestation = Pick<ValidVerdict, 'type' | 'certificates'>

/** A statement by an algorithm (COSE number) that is not verified here: it vouches for nothing. */
export interface UnverifiedStatement {
  readonly type: 'unverified'
  readonly algorithm: number
  readonly certificates: readonly []
}

/** What is judged of a credential that was found right in all else. */
export type JudgedStatement = ValidAttestation | UnverifiedStatement

/** Something that some policy refuses a key for; others warn of it. */
export type SeriousDoubt =
  | { readonly reason: 'trust-problem'; readonly problem: TrustProblem }
  | { readonly reason: 'status'; readonly status: SecurityStatus }
  | { readonly reason: 'no-attestation'; readonly type: 'self' | 'none' }
  | { readonly reason: 'unverified-algorithm'; readonly algorithm: number }
  /** Neither the station's own roots nor the metadata could vouch for this model. */
  | { readonly reason: 'no-roots' }
  | { readonly reason: 'untrusted-root' }
  | { readonly reason: 'expired-certificate' }

/** What speaks against a key and lets it be issued. */
export type AttestationWarning =
  | SeriousDoubt
  | { readonly reason: 'model-unknown' }
  | { readonly reason: 'update-available' }
  | { readonly reason: 'metadata-overdue'; readonly nextUpdate: string }

/** Why a key is not issued. */
export type AttestationRefusal =
  SeriousDoubt | { readonly reason: 'model-not-allowed'; readonly aaguid: string }

/** What a policy makes of a key; `model` is its name where the metadata has one. */
export type Judgement =
  | {
      readonly ok: true
      readonly model: string | null
      /** `root`: the chain leads to a trusted root. */
      readonly trusted: 'root' | 'none'
      readonly warnings: readonly AttestationWarning[]
    }
  | ({ readonly ok: false; readonly model: string | null } & AttestationRefusal)

const REFUSED_BY: Readonly<Record<SeriousDoubt['reason'], readonly AttestationDemand[]>> = {
  status: ['verify', 'require-root'],
  'unverified-algorithm': ['verify', 'require-root'],
  'trust-problem': ['require-root'],
  'no-attestation': ['require-root'],
  'no-roots': ['require-root'],
  'untrusted-root': ['require-root'],
  'expired-certificate': ['require-root'],
}

/** Whether a policy allows a model, by what getInfo says of it: before any touch. */
export function isModelAllowed(aaguid: string, models: readonly string[]): boolean {
  if (models.length === 0) return true
  return !isZero(aaguid) && models.includes(aaguid.toLowerCase())
}

/** Judges a statement by a policy and by what is trusted at `now`, milliseconds since 1970. */
export function judgeAttestation(
  attestation: JudgedStatement,
  aaguid: string,
  policy: AttestationPolicy,
  trust: Trust,
  now: number,
): Judgement {
  const found = findModel(attestation, aaguid, trust)
  const model = found?.name ?? null
  if (!isModelAllowed(aaguid, policy.models)) {
    return { ok: false, model, reason: 'model-not-allowed', aaguid }
  }
  const doubtOfChain = judgeChain(attestation, found, trust, now)
  const doubts = [
    ...judgeStatus(attestation, found),
    ...trust.problems.map((problem) => ({ reason: 'trust-problem', problem }) as const),
    ...doubtOfChain,
  ]
  const refused = doubts.find(({ reason }) => REFUSED_BY[reason].includes(policy.attestation))
  if (refused !== undefined) return { ok: false, model, ...refused }
  const trusted = doubtOfChain.length === 0 ? 'root' : 'none'
  return { ok: true, model, trusted, warnings: [...doubts, ...noticesOf(found, trust)] }
}

const isZero = (aaguid: string): boolean => /^[0-]*$/.test(aaguid)

/** U2F keys have no AAGUID; their metadata is found by the key of their certificate. */
function findModel(
  { certificates: [leaf] }: JudgedStatement,
  aaguid: string,
  trust: Trust,
): KeyModel | null {
  if (!isZero(aaguid)) return trust.findModel(aaguid)
  return leaf === undefined ? null : trust.findModelOf(leaf)
}

function judgeStatus({ certificates }: JudgedStatement, model: KeyModel | null): SeriousDoubt[] {
  const status = model && securityStatusOf(model, certificates)
  return status === null ? [] : [{ reason: 'status', status }]
}

/** Empty when the chain leads to a root of the station's own or to one of the model's. */
function judgeChain(
  attestation: JudgedStatement,
  model: KeyModel | null,
  trust: Trust,
  now: number,
): SeriousDoubt[] {
  if (attestation.type === 'unverified') {
    return [{ reason: 'unverified-algorithm', algorithm: attestation.algorithm }]
  }
  const { type, certificates } = attestation
  if (type !== 'basic') return [{ reason: 'no-attestation', type }]
  const own = trust.roots.map(({ certificate }) => certificate)
  const roots = [...own, ...parseDer(model?.roots ?? [])]
  if (roots.length === 0) return [{ reason: 'no-roots' }]
  const path = findPath(certificates, roots, now)
  if (path.ok) return []
  return [{ reason: path.reason === 'untrusted-chain' ? 'untrusted-root' : path.reason }]
}

function noticesOf(model: KeyModel | null, { metadata }: Trust): AttestationWarning[] {
  const notices: AttestationWarning[] = []
  if (metadata === null) return notices
  if (model === null) notices.push({ reason: 'model-unknown' })
  if (model?.reports.some(({ status }) => status === 'UPDATE_AVAILABLE')) {
    notices.push({ reason: 'update-available' })
  }
  if (metadata.isOverdue) {
    notices.push({ reason: 'metadata-overdue', nextUpdate: metadata.nextUpdate })
  }
  return notices
}
