import { createHash } from 'node:crypto'
import { ALGORITHMS } from '../factors/relying-party.ts'
import type { StoredFactor } from '../factors/stored-factor.ts'
import { OktaError } from '../http/errors.ts'
import type { OktaState } from '../state.ts'
import type { AttestationObject } from './attestation-object.ts'
import type { AuthenticatorData } from './authenticator-data.ts'
import { toBase64Url } from './base64.ts'
import { invalidAnswer } from './refusal.ts'

/** The rp id's hash is that of the host the factor was enrolled at, or of the custom rp id. */
export function checkRpId({ rpId }: StoredFactor, { rpIdHash }: AuthenticatorData): void {
  const expected = createHash('sha256').update(rpId).digest()
  if (!expected.equals(rpIdHash)) throw invalidAnswer('rp-id')
}

/** Presence, verification where required, an algorithm that was offered, backup flags. */
export function checkFlags(
  state: OktaState,
  { authenticatorData, attested }: AttestationObject,
): void {
  const { userVerification, allowSyncablePasskeys } = state.settings.webauthn.settings
  const { userPresent, userVerified, backupEligible, backedUp } = authenticatorData
  if (!userPresent) throw invalidAnswer('user-presence')
  if (userVerification === 'REQUIRED' && !userVerified) throw invalidAnswer('user-verification')
  if (!ALGORITHMS.includes(attested.algorithm)) throw invalidAnswer('algorithm')
  if (backedUp && !backupEligible) throw invalidAnswer('backup-flags')
  if (backupEligible && !allowSyncablePasskeys) throw invalidAnswer('syncable')
}

/**
 * The credential id has a fitting length and is nobody's yet. One of the person's own is what
 * `excludeCredentials` was for.
 */
export function checkCredential(
  state: OktaState,
  factor: StoredFactor,
  { attested }: AttestationObject,
): void {
  const { length } = attested.credentialId
  if (length === 0 || length > 1023) throw invalidAnswer('credential-id-length')
  const id = toBase64Url(attested.credentialId)
  const holder = [...state.factors.values()].find(({ credential }) => credential?.id === id)
  if (holder === undefined) return
  if (holder.userId === factor.userId) throw invalidAnswer('credential-excluded')
  throw new OktaError('E0000001', {
    subject: 'attestation',
    causes: ['attestation: The credential is already registered.'],
    reason: 'credential-registered',
  })
}
