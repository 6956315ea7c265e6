import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readAnyJson, readJson } from '../http/body.ts'
import { OktaError } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { ok } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import { newChallenge } from '../ids.ts'
import { log, userTarget } from '../organization/log.ts'
import { parseAuthenticatorData } from './authenticator-data.ts'
import type { AuthenticatorData } from './authenticator-data.ts'
import { fromAnyBase64, fromBase64, fromBase64Url } from './base64.ts'
import { checkClientData } from './client-data.ts'
import { enrollmentTarget } from './complete-activation.ts'
import { challengeLifetimeMs } from './enroll.ts'
import { factorUrl, profileView } from './factor-view.ts'
import { activeFactorsOf, requireFactor } from './find-factor.ts'
import { isAssertionValid } from './oracle.ts'
import { invalidAnswer } from './refusal.ts'
import type { StoredCredential, StoredFactor } from './stored-factor.ts'

const assertionSchema = z.object({
  clientData: z.string(),
  authenticatorData: z.string(),
  signatureData: z.string(),
  userHandle: z.string().optional(),
})

interface Assertion {
  readonly clientData: Uint8Array
  readonly authenticatorData: Uint8Array
  readonly signature: Uint8Array
  readonly userHandle: Uint8Array | null
}

/** `POST …/factors/{factorId}/verify`: empty, it gives a challenge; else it checks the assertion. */
export async function verifyFactor(call: Call): Promise<Reply> {
  const [factor, user] = requireFactor(call)
  const { credential } = factor
  if (credential === null) throw new OktaError('E0000079')
  if (!['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY'].includes(user.status)) {
    throw new OktaError('E0000038')
  }
  if (isEmpty(readAnyJson(call.request))) return challenge(call, factor)
  const assertion = readAssertion(call)
  await checkAssertion(call, factor, credential, assertion)
  log(call, 'user.authentication.auth_via_mfa', [userTarget(user), enrollmentTarget(factor)], {
    debugData: { factor: 'FIDO_WEBAUTHN' },
  })
  return ok({ factorResult: 'SUCCESS', profile: profileView(factor) })
}

function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && Object.keys(body ?? {}).length === 0)
}

function challenge(call: Call, factor: StoredFactor): Reply {
  const { state, request } = call
  const value = newChallenge(state.random)
  factor.challenge = { value, expiresAt: state.now() + challengeLifetimeMs(call) }
  const self = factorUrl(factor, request.base)
  return ok({
    factorResult: 'CHALLENGE',
    profile: profileView(factor),
    _links: { verify: link(`${self}/verify`, 'POST'), factor: link(self, 'GET', 'DELETE') },
    _embedded: {
      challenge: {
        challenge: value,
        userVerification: state.settings.webauthn.settings.userVerificationForVerify.toLowerCase(),
        extensions: {},
      },
      enrolledFactors: activeFactorsOf(state, factor.userId).map((each) => ({
        id: each.id,
        profile: profileView(each),
      })),
    },
  })
}

// Unlike at activation, Okta takes standard base64 only for what the key signed.
function readAssertion(call: Call): Assertion {
  const body = readJson(call.request, assertionSchema)
  const clientData = fromAnyBase64(body.clientData)
  const authenticatorData = fromBase64(body.authenticatorData)
  const signature = fromBase64(body.signatureData)
  if (clientData === null || authenticatorData === null || signature === null) {
    throw invalidAnswer('not-standard-base64')
  }
  const userHandle = body.userHandle === undefined ? null : fromAnyBase64(body.userHandle)
  if (body.userHandle !== undefined && userHandle === null) throw invalidAnswer('user-handle')
  return { clientData, authenticatorData, signature, userHandle }
}

async function checkAssertion(
  call: Call,
  factor: StoredFactor,
  credential: StoredCredential,
  assertion: Assertion,
): Promise<void> {
  const { clientData, authenticatorData, signature } = assertion
  const client = checkClientData(call.state, factor, clientData, 'webauthn.get')
  const data = parseData(authenticatorData)
  checkData(call, factor, data)
  checkUserHandle(factor, assertion.userHandle)
  const { rpId } = factor
  const { challenge } = client
  const isValid = await isAssertionValid(call.state, {
    credential,
    authenticatorData,
    clientData,
    signature,
    challenge,
    rpId,
  })
  if (!isValid) throw invalidAnswer('signature')
  advanceCounter(credential, data.signCount)
}

function parseData(bytes: Uint8Array): AuthenticatorData {
  try {
    return parseAuthenticatorData(bytes)
  } catch {
    throw invalidAnswer('authenticator-data')
  }
}

function checkData(call: Call, factor: StoredFactor, data: AuthenticatorData): void {
  const expected = createHash('sha256').update(factor.rpId).digest()
  if (!expected.equals(data.rpIdHash)) throw invalidAnswer('rp-id')
  if (!data.userPresent) throw invalidAnswer('user-presence')
  const { userVerificationForVerify } = call.state.settings.webauthn.settings
  if (userVerificationForVerify === 'REQUIRED' && !data.userVerified) {
    throw invalidAnswer('user-verification')
  }
}

// The handle is the user id DECODED from base64url; its UTF-8 bytes are the classic mistake.
function checkUserHandle(factor: StoredFactor, userHandle: Uint8Array | null): void {
  if (userHandle === null) return
  const expected = fromBase64Url(factor.userId) ?? new Uint8Array()
  if (!Buffer.from(expected).equals(userHandle)) throw invalidAnswer('user-handle')
}

// WebAuthn Level 3 section 7.2 step 22: once either is not zero, it must have grown.
function advanceCounter(credential: StoredCredential, signCount: number): void {
  const isUnused = signCount === 0 && credential.signCount === 0
  if (!isUnused && signCount <= credential.signCount) throw invalidAnswer('sign-count')
  credential.signCount = signCount
}
