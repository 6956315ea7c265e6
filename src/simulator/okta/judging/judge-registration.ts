import { z } from 'zod'
import type { StoredFactor } from '../factors/stored-factor.ts'
import { readJson } from '../http/body.ts'
import type { OktaRequest } from '../http/exchange.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { decodeAttestationObject, type AttestationObject } from './attestation-object.ts'
import { checkTrust } from './attestation-trust.ts'
import { fromAnyBase64 } from './base64.ts'
import { checkClientData } from './client-data.ts'
import { isRegistrationValid } from './oracle.ts'
import { invalidAnswer } from './refusal.ts'
import { checkCredential, checkFlags, checkRpId } from './registration-checks.ts'

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

const schema = z.object({ attestation: z.string(), clientData: z.string() })

/** What a key made and its client signed for, as bytes. */
export interface Registration {
  readonly attestationObject: Uint8Array
  readonly clientData: Uint8Array
}

/** Reads the body of an activation: standard base64, or base64url as Okta takes it here too. */
export function readRegistration(request: OktaRequest): Registration {
  const body = readJson(request, schema)
  const attestationObject = fromAnyBase64(body.attestation)
  const clientData = fromAnyBase64(body.clientData)
  if (attestationObject === null || clientData === null) throw invalidAnswer('not-base64')
  return { attestationObject, clientData }
}
