import { acceptedOrigins, ALGORITHMS } from '../factors/relying-party.ts'
import type { StoredCredential } from '../factors/stored-factor.ts'
import type { OktaState } from '../state.ts'
import { toBase64Url } from './base64.ts'

// The oracle is loaded when it is first asked: it takes half a second, and the demo's start should not.

/** A registration to be judged whole by an implementation that is not ours. */
export interface RegistrationToVerify {
  readonly attestationObject: Uint8Array
  readonly clientData: Uint8Array
  readonly credentialId: Uint8Array
  readonly challenge: string
  readonly rpId: string
}

/** Whether the attestation holds, its signature above all (WebAuthn Level 3 section 7.1). */
export async function isRegistrationValid(
  state: OktaState,
  registration: RegistrationToVerify,
): Promise<boolean> {
  const id = toBase64Url(registration.credentialId)
  const requireUserVerification = state.settings.webauthn.settings.userVerification === 'REQUIRED'
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          attestationObject: toBase64Url(registration.attestationObject),
          clientDataJSON: toBase64Url(registration.clientData),
        },
      },
      expectedChallenge: registration.challenge,
      expectedOrigin: [...acceptedOrigins(state)],
      expectedRPID: registration.rpId,
      requireUserVerification,
      supportedAlgorithmIDs: [...ALGORITHMS],
    })
    return verified
  } catch {
    return false
  }
}

/** An assertion to be judged. */
export interface AssertionToVerify {
  readonly credential: StoredCredential
  readonly authenticatorData: Uint8Array
  readonly clientData: Uint8Array
  readonly signature: Uint8Array
  readonly challenge: string
  readonly rpId: string
}

/** Whether the assertion's signature holds (section 7.2). The counter is the caller's to judge. */
export async function isAssertionValid(
  state: OktaState,
  assertion: AssertionToVerify,
): Promise<boolean> {
  const { id, publicKey } = assertion.credential
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          authenticatorData: toBase64Url(assertion.authenticatorData),
          clientDataJSON: toBase64Url(assertion.clientData),
          signature: toBase64Url(assertion.signature),
        },
      },
      expectedChallenge: assertion.challenge,
      expectedOrigin: [...acceptedOrigins(state)],
      expectedRPID: assertion.rpId,
      requireUserVerification: false,
      credential: { id, publicKey, counter: 0 },
    })
    return verified
  } catch {
    return false
  }
}
