/** What FIDO's metadata can report against a model, the gravest first (MDS v3.1 §3.1.4). */
export const securityStatuses = Object.freeze([
  'REVOKED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
] as const)

/** A status for which a template that verifies attestations issues no key. */
export type SecurityStatus = (typeof securityStatuses)[number]

/** What speaks against a key and lets it be issued. */
export type KeyRemark =
  // of what it showed when it was issued
  | { readonly reason: 'no-attestation'; readonly type: 'self' | 'none' }
  /** Neither the station's own roots nor the metadata could vouch for this model. */
  | { readonly reason: 'no-roots' }
  /** By its COSE number: a statement by an algorithm that is not verified here. */
  | { readonly reason: 'unverified-algorithm'; readonly algorithm: number }
  | { readonly reason: 'untrusted-root' }
  | { readonly reason: 'expired-certificate' }
  /** The chain leads to a root whose own dates have gone by. */
  | { readonly reason: 'expired-anchor' }
  // of its model, in the metadata
  | { readonly reason: 'status'; readonly status: SecurityStatus }
  | { readonly reason: 'not-certified' }
  /** In FIDO's names of levels, for example `FIDO_CERTIFIED_L1`. */
  | { readonly reason: 'certified-lower'; readonly now: string; readonly before: string }
  | { readonly reason: 'retired' }
  | { readonly reason: 'update-available' }
  | { readonly reason: 'model-unknown' }
  // of what the station trusts
  | {
      readonly reason: 'trust-problem'
      readonly problem: { readonly file: string; readonly reason: string }
    }
  /** `nextUpdate` is `YYYY-MM-DD`. */
  | { readonly reason: 'metadata-overdue'; readonly nextUpdate: string }

const ofStatement: readonly KeyRemark['reason'][] = [
  'unverified-algorithm',
  'no-attestation',
  'no-roots',
  'untrusted-root',
  'expired-certificate',
  'expired-anchor',
]

/** Whether a remark is about what the key showed when it was issued, and stays true. */
export function isOfStatement({ reason }: KeyRemark): boolean {
  return ofStatement.includes(reason)
}
