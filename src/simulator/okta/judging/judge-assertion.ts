import { z } from 'zod'
import type { StoredCredential, StoredFactor } from '../factors/stored-factor.ts'
import { readJson } from '../http/body.ts'
import type { OktaRequest } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'
import { parseAuthenticatorData, type AuthenticatorData } from './authenticator-data.ts'
import { fromAnyBase64, fromBase64, fromBase64Url } from './base64.ts'
import { checkClientData } from './client-data.ts'
import { isAssertionValid } from './oracle.ts'
import { invalidAnswer } from './refusal.ts'
import { checkRpId } from './registration-checks.ts'

/**
 * Judges an assertion (WebAuthn Level 3 section 7.2) and moves the credential's counter on. Throws
 * the first refusal.
 */
export async function judgeAssertion(
  state: OktaState,
  factor: StoredFactor,
  credential: StoredCredential,
  assertion: Assertion,
): Promise<void> {
  const { clientData, authenticatorData, signature } = assertion
  const { challenge } = checkClientData(state, factor, clientData, 'webauthn.get')
  const data = parseData(authenticatorData)
  checkRpId(factor, data)
  checkFlags(state, data)
  checkUserHandle(factor, assertion.userHandle)
  const { rpId } = factor
  const signed = { authenticatorData, clientData, signature }
  if (!(await isAssertionValid(state, { credential, challenge, rpId, ...signed }))) {
    throw invalidAnswer('signature')
  }
  advanceCounter(credential, data.signCount)
}

function parseData(bytes: Uint8Array): AuthenticatorData {
  try {
    return parseAuthenticatorData(bytes)
  } catch {
    throw invalidAnswer('authenticator-data')
  }
}

function checkFlags(state: OktaState, data: AuthenticatorData): void {
  if (!data.userPresent) throw invalidAnswer('user-presence')
  const { userVerificationForVerify } = state.settings.webauthn.settings
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

// Section 7.2 step 22: once either is not zero, it must have grown.
function advanceCounter(credential: StoredCredential, signCount: number): void {
  const isUnused = signCount === 0 && credential.signCount === 0
  if (!isUnused && signCount <= credential.signCount) throw invalidAnswer('sign-count')
  credential.signCount = signCount
}

const schema = z.object({
  clientData: z.string(),
  authenticatorData: z.string(),
  signatureData: z.string(),
  userHandle: z.string().optional(),
})

/** An assertion as a request brings it. */
export interface Assertion {
  readonly clientData: Uint8Array
  readonly authenticatorData: Uint8Array
  readonly signature: Uint8Array
  readonly userHandle: Uint8Array | null
}

/** Reads an assertion. Unlike at activation, what the key signed is standard base64 only. */
export function readAssertion(request: OktaRequest): Assertion {
  const body = readJson(request, schema)
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
