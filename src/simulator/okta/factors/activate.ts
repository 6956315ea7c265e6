import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { OktaError } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { ok } from '../http/exchange.ts'
import type { OktaUser } from '../people/records.ts'
import { countAttempt } from './activation-attempts.ts'
import { completeActivation } from './complete-activation.ts'
import type { AttestationObject } from './attestation-object.ts'
import { decodeAttestationObject } from './attestation-object.ts'
import { checkTrust } from './attestation-trust.ts'
import { fromAnyBase64, toBase64Url } from './base64.ts'
import { checkClientData } from './client-data.ts'
import { tooManyFactors } from './enroll.ts'
import { factorView } from './factor-view.ts'
import { activeFactorsOf, requireFactor } from './find-factor.ts'
import { isRegistrationValid } from './oracle.ts'
import { allowsWebAuthn } from './policy.ts'
import { invalidAnswer } from './refusal.ts'
import { ALGORITHMS } from './relying-party.ts'
import type { StoredFactor } from './stored-factor.ts'

const requestSchema = z.object({ attestation: z.string(), clientData: z.string() })

/**
 * `POST …/factors/{factorId}/lifecycle/activate`. The order of the checks is part of what the
 * double promises: state, attempts, form, client data, rp id, flags, credential, trust, number,
 * policy.
 */
export async function activateFactor(call: Call): Promise<Reply> {
  const [factor, user] = requireFactor(call)
  checkState(factor, user)
  countAttempt(call.state, user.id)
  const { attestation, clientData } = readBody(call)
  const object = decodeAttestationObject(attestation)
  const { challenge, origin } = checkClientData(call.state, factor, clientData, 'webauthn.create')
  checkRpId(factor, object)
  checkFlags(call, object)
  checkCredential(call, user, object)
  const credentialId = object.attested.credentialId
  const { rpId } = factor
  const registration = { attestationObject: attestation, clientData, credentialId, challenge, rpId }
  if (!(await isRegistrationValid(call.state, registration))) throw invalidAnswer('signature')
  checkTrust(call.state, user, object)
  checkRoomAndPolicy(call, user)
  completeActivation(call, { factor, user, object, origin })
  return ok(factorView(factor, call.request.base))
}

function checkState(factor: StoredFactor, user: OktaUser): void {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  if (factor.status === 'PENDING_ACTIVATION') return
  throw new OktaError('E0000001', {
    subject: 'factorId',
    causes: ['factorId: The factor is already active.'],
    reason: 'already-active',
  })
}

function readBody(call: Call): { attestation: Uint8Array; clientData: Uint8Array } {
  const body = readJson(call.request, requestSchema)
  const attestation = fromAnyBase64(body.attestation)
  const clientData = fromAnyBase64(body.clientData)
  if (attestation === null || clientData === null) throw invalidAnswer('not-base64')
  return { attestation, clientData }
}

function checkRpId(factor: StoredFactor, { authenticatorData }: AttestationObject): void {
  const expected = createHash('sha256').update(factor.rpId).digest()
  if (!expected.equals(authenticatorData.rpIdHash)) throw invalidAnswer('rp-id')
}

function checkFlags(call: Call, { authenticatorData, attested }: AttestationObject): void {
  const { userVerification, allowSyncablePasskeys } = call.state.settings.webauthn.settings
  const { userPresent, userVerified, backupEligible, backedUp } = authenticatorData
  if (!userPresent) throw invalidAnswer('user-presence')
  if (userVerification === 'REQUIRED' && !userVerified) throw invalidAnswer('user-verification')
  if (!ALGORITHMS.includes(attested.algorithm)) throw invalidAnswer('algorithm')
  if (backedUp && !backupEligible) throw invalidAnswer('backup-flags')
  if (backupEligible && !allowSyncablePasskeys) throw invalidAnswer('syncable')
}

// Taken by anybody in the organization counts: it covers the ceremony's excludeCredentials too.
function checkCredential(call: Call, user: OktaUser, { attested }: AttestationObject): void {
  if (attested.credentialId.length > 1023) throw invalidAnswer('credential-id-length')
  if (attested.credentialId.length === 0) throw invalidAnswer('credential-id-length')
  const id = toBase64Url(attested.credentialId)
  const holder = [...call.state.factors.values()].find(({ credential }) => credential?.id === id)
  if (holder === undefined) return
  if (holder.userId === user.id) throw invalidAnswer('credential-excluded')
  throw new OktaError('E0000001', {
    subject: 'attestation',
    causes: ['attestation: The credential is already registered.'],
    reason: 'credential-registered',
  })
}

function checkRoomAndPolicy(call: Call, user: OktaUser): void {
  const { state } = call
  const held = activeFactorsOf(state, user.id).length
  if (held >= state.settings.maximumWebAuthnFactors) throw tooManyFactors()
  if (!allowsWebAuthn(state, user)) throw new OktaError('E0000006', { reason: 'policy' })
}
