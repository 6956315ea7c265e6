import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { decodeAttestationObject, type AttestationObject } from './attestation-object.ts'
import { checkTrust } from './attestation-trust.ts'
import { checkClientData } from './client-data.ts'
import { isRegistrationValid } from './oracle.ts'
import { invalidAnswer } from './refusal.ts'
import { checkCredential, checkFlags, checkRpId } from './registration-checks.ts'
import type { Registration } from './registration-request.ts'
import type { StoredFactor } from './stored-factor.ts'

/** A registration that holds, taken apart. */
export interface JudgedRegistration {
  readonly object: AttestationObject
  readonly origin: string
}

/**
 * Judges a registration (WebAuthn Level 3 section 7.1) in the order the double promises: form,
 * client data, rp id, flags, credential, signature, trust. Throws the first refusal.
 */
export async function judgeRegistration(
  state: OktaState,
  factor: StoredFactor,
  user: OktaUser,
  { attestationObject, clientData }: Registration,
): Promise<JudgedRegistration> {
  const object = decodeAttestationObject(attestationObject)
  const { challenge, origin } = checkClientData(state, factor, clientData, 'webauthn.create')
  checkRpId(factor, object.authenticatorData)
  checkFlags(state, object)
  checkCredential(state, factor, object)
  const isValid = await isRegistrationValid(state, {
    attestationObject,
    clientData,
    challenge,
    credentialId: object.attested.credentialId,
    rpId: factor.rpId,
  })
  if (!isValid) throw invalidAnswer('signature')
  checkTrust(state, user, object)
  return { object, origin }
}
