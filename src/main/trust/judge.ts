import type { ValidAttestation as ValidVerdict } from '../../ctap2/index.ts'
import type { KeyRemark } from '../../shared/remarks.ts'
import { findPath } from './certificate-path.ts'
import { certificationRemarks } from './certification.ts'
import type { KeyModel } from './mds-entry.ts'
import { parseDer } from './roots.ts'
import { securityStatusOf } from './security-status.ts'
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
export type SeriousDoubt = Extract<KeyRemark, { readonly reason: keyof typeof REFUSED_BY }>

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
      readonly warnings: readonly KeyRemark[]
    }
  | ({ readonly ok: false; readonly model: string | null } & AttestationRefusal)

const REFUSED_BY = {
  status: ['verify', 'require-root'],
  'unverified-algorithm': ['verify', 'require-root'],
  'trust-problem': ['require-root'],
  'no-attestation': ['require-root'],
  'no-roots': ['require-root'],
  'untrusted-root': ['require-root'],
  'expired-certificate': ['require-root'],
} satisfies { readonly [R in KeyRemark['reason']]?: readonly AttestationDemand[] }

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
  const chain = judgeChain(attestation, found, trust, now)
  const doubts = [
    ...judgeStatus(attestation.certificates, found),
    ...trust.problems.map((problem) => ({ reason: 'trust-problem', problem }) as const),
    ...chain.doubts,
  ]
  const refused = doubts.find(({ reason }) => isRefusedBy(policy.attestation, reason))
  if (refused !== undefined) return { ok: false, model, ...refused }
  const trusted = chain.doubts.length === 0 ? 'root' : 'none'
  const told = isBlind(trust) ? doubts.filter(({ reason }) => reason !== 'no-roots') : doubts
  const warnings = [...told, ...chain.notices, ...noticesOf(found, trust)]
  return { ok: true, model, trusted, warnings }
}

/** What the metadata says now of a model that getInfo names; nothing of one that has no AAGUID. */
export function remarksOnModel(aaguid: string, trust: Trust): KeyRemark[] {
  if (isZero(aaguid)) return []
  const model = trust.findModel(aaguid)
  return [...judgeStatus(null, model), ...noticesOf(model, trust)]
}

/** Where nothing is trusted at all, that is said of the station, and not of every key. */
function isBlind({ roots, metadata }: Trust): boolean {
  return roots.length === 0 && metadata === null
}

/** Whether a policy refuses a key for a doubt of this kind. */
export function isRefusedBy(demand: AttestationDemand, reason: SeriousDoubt['reason']): boolean {
  const refusing: readonly AttestationDemand[] = REFUSED_BY[reason]
  return refusing.includes(demand)
}

/** U2F keys have no AAGUID: their model is known by their certificate alone. */
export const isZero = (aaguid: string): boolean => /^[0-]*$/.test(aaguid)

function findModel(
  { certificates: [leaf] }: JudgedStatement,
  aaguid: string,
  trust: Trust,
): KeyModel | null {
  if (!isZero(aaguid)) return trust.findModel(aaguid)
  return leaf === undefined ? null : trust.findModelOf(leaf)
}

function judgeStatus(
  certificates: ValidAttestation['certificates'] | null,
  model: KeyModel | null,
): SeriousDoubt[] {
  const status = model && securityStatusOf(model, certificates)
  return status === null ? [] : [{ reason: 'status', status }]
}

/** No doubts when the chain leads to a root of the station's own or to one of the model's. */
function judgeChain(
  attestation: JudgedStatement,
  model: KeyModel | null,
  trust: Trust,
  now: number,
): { readonly doubts: SeriousDoubt[]; readonly notices: KeyRemark[] } {
  const doubtful = (doubt: SeriousDoubt) => ({ doubts: [doubt], notices: [] })
  if (attestation.type === 'unverified') {
    return doubtful({ reason: 'unverified-algorithm', algorithm: attestation.algorithm })
  }
  const { type, certificates } = attestation
  if (type !== 'basic') return doubtful({ reason: 'no-attestation', type })
  const own = trust.roots.map(({ certificate }) => certificate)
  const roots = [...own, ...parseDer(model?.roots ?? [])]
  if (roots.length === 0) return doubtful({ reason: 'no-roots' })
  const path = findPath(certificates, roots, now)
  if (path.ok) {
    return { doubts: [], notices: path.isAnchorExpired ? [{ reason: 'expired-anchor' }] : [] }
  }
  return doubtful({
    reason: path.reason === 'untrusted-chain' ? 'untrusted-root' : path.reason,
  })
}

function noticesOf(model: KeyModel | null, { metadata }: Trust): KeyRemark[] {
  if (metadata === null) return []
  const isReported = (status: string): boolean =>
    model?.reports.some((report) => report.status === status) === true
  const { isOverdue, nextUpdate } = metadata
  return [
    ...(model === null ? [{ reason: 'model-unknown' } as const] : certificationRemarks(model)),
    ...(isReported('RETIRED') ? [{ reason: 'retired' } as const] : []),
    ...(isReported('UPDATE_AVAILABLE') ? [{ reason: 'update-available' } as const] : []),
    ...(isOverdue ? [{ reason: 'metadata-overdue', nextUpdate } as const] : []),
  ]
}
