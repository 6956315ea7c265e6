import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { attest } from '../credentials/attestation.ts'
import { encodeAuthenticatorData } from '../credentials/authenticator-data.ts'
import type { Credential } from '../credentials/credential.ts'
import { createCredential, storeCredential } from '../credentials/creation.ts'
import { findCredential } from '../credentials/search.ts'
import { Permission } from '../pin/pin-uv-auth-token.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'
import type { Command } from './command.ts'
import { creationExtensionOutputs } from './creation-extensions.ts'
import {
  CREATION_AUTHORIZATION,
  readCreationRequest,
  type CreationRequest,
} from './creation-request.ts'
import { answerTouchProbe, collectTouch, verifyUser, type UserProof } from './user-verification.ts'

/** authenticatorMakeCredential (section 6.1.2). */
export const makeCredential: Command = async (key, { parameters, transaction }) => {
  await answerTouchProbe(key, parameters, CREATION_AUTHORIZATION, transaction)
  const request = readCreationRequest(key, parameters)
  requireVerification(key, request)
  const { clientDataHash, rp, uv } = request
  const wanted = { clientDataHash, rpId: rp.id, permission: Permission.makeCredential }
  const proof = await verifyUser(key, uv, wanted, transaction)
  const isExcluded = holdsExcluded(key, request, proof)
  await collectTouch(key, proof, transaction)
  // Only after a touch is it told that a credential is here already (step 12).
  if (isExcluded) refuse(Status.credentialExcluded)
  return answer(key, request, proof.isVerified)
}

/** CTAP2_ERR_PUAT_REQUIRED when the user must be verified and the request does not ask for it. */
function requireVerification(key: Authenticator, { uv, isDiscoverable }: CreationRequest): void {
  if (uv) return
  const { profile, memory } = key
  const isProtected = memory.pin !== undefined || key.hasEnrolledFingers
  // An option of CTAP 2.1: keys before it want the PIN for every credential once there is one.
  const isLenient = isFido21(profile) && profile.makeCredUvNotRqd && !isDiscoverable
  if (memory.isAlwaysUv || (isProtected && !isLenient)) refuse(Status.puatRequired)
}

function holdsExcluded(key: Authenticator, request: CreationRequest, proof: UserProof): boolean {
  const known = request.excluded.map((id) => findCredential(key, request.rpIdHash, id))
  return known.some((found) => found && (proof.isVerified || found.credProtect !== 3))
}

function answer(key: Authenticator, request: CreationRequest, isUserVerified: boolean): CborMap {
  const { rpIdHash, extensions, clientDataHash, rp } = request
  const { credential, stored } = createCredential(key, request)
  if (stored) storeCredential(key, stored)
  const authenticatorData = encodeAuthenticatorData({
    rpIdHash,
    isUserPresent: true,
    isUserVerified,
    isBackwards: key.profile.customs.writesMapsBackwards,
    signCount: key.count(),
    attested: { aaguid: key.profile.aaguid, credential },
    extensions: creationExtensionOutputs(key, extensions, {
      rpId: rp.id,
      isCredBlobStored: stored?.credBlob !== undefined,
    }),
  })
  return members(key, { request, credential, authenticatorData, clientDataHash }, stored)
}

function members(
  key: Authenticator,
  made: {
    readonly request: CreationRequest
    readonly credential: Credential
    readonly authenticatorData: Uint8Array
    readonly clientDataHash: Uint8Array
  },
  stored: { readonly largeBlobKey: Uint8Array | undefined } | undefined,
): CborMap {
  const { credential, authenticatorData, clientDataHash, request } = made
  const attestation = { credential, authenticatorData, clientDataHash }
  const { format, statement } = attest(key, attestation, request.isEnterprise)
  return cborMap([
    [1, format],
    [2, authenticatorData],
    [3, statement],
    [4, request.isEnterprise ? true : undefined],
    [5, stored?.largeBlobKey],
  ])
}
