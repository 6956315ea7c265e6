import type { Call } from '../http/exchange.ts'
import type { AttestationObject } from '../judging/attestation-object.ts'
import { toBase64Url } from '../judging/base64.ts'
import { authenticatorNameOf } from '../judging/metadata.ts'
import { log, userTarget } from '../organization/log.ts'
import type { OktaUser } from '../people/records.ts'
import type { StoredFactor } from './stored-factor.ts'

/** A registration that passed every check. */
export interface AcceptedRegistration {
  readonly factor: StoredFactor
  readonly user: OktaUser
  readonly object: AttestationObject
  readonly origin: string
}

/** Makes the factor ACTIVE with its credential, and says so in the System Log. */
export function completeActivation(call: Call, accepted: AcceptedRegistration): void {
  const { factor, user, object, origin } = accepted
  const { attested, authenticatorData, format } = object
  factor.status = 'ACTIVE'
  factor.lastUpdated = call.state.now()
  factor.origin = origin
  factor.authenticatorName = authenticatorNameOf(call.state.settings, attested.aaguid)
  factor.credential = {
    id: toBase64Url(attested.credentialId),
    publicKey: attested.publicKey,
    aaguid: attested.aaguid,
    format,
    userVerified: authenticatorData.userVerified,
    backupEligible: authenticatorData.backupEligible,
    signCount: authenticatorData.signCount,
  }
  log(call, 'user.mfa.factor.activate', [userTarget(user), enrollmentTarget(factor)], {
    reason: 'User set up FIDO_WEBAUTHN factor',
    debugData: { factor: 'FIDO_WEBAUTHN' },
  })
}

/** A factor as a target of a System Log event. */
export function enrollmentTarget(factor: StoredFactor): {
  id: string
  type: string
  alternateId: string
  displayName: string
} {
  const displayName = factor.authenticatorName ?? 'Passkey (FIDO2 WebAuthn)'
  return { id: factor.id, type: 'AuthenticatorEnrollment', alternateId: 'unknown', displayName }
}
