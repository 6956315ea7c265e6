import type { Authenticator } from '../authenticator.ts'
import { asBytes, asInteger, asList, asMap, asText, optional, required } from '../cbor/members.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { attest } from '../credentials/attestation.ts'
import { encodeAuthenticatorData } from '../credentials/authenticator-data.ts'
import type { Credential, UserEntity } from '../credentials/credential.ts'
import { createCredential, storeCredential } from '../credentials/creation.ts'
import { findCredential } from '../credentials/search.ts'
import { sha256 } from '../crypto/digest.ts'
import type { Algorithm } from '../crypto/signing-key.ts'
import { Permission } from '../pin/pin-uv-auth-token.ts'
import { refuse, Status } from '../status.ts'
import type { Command } from './command.ts'
import {
  creationExtensionOutputs,
  readCreationExtensions,
  type CreationExtensions,
} from './creation-extensions.ts'
import { isEnterpriseAttestation } from './enterprise-attestation.ts'
import { readUser } from './entities.ts'
import { readDescriptors, readOptions } from './request-members.ts'
import {
  answerTouchProbe,
  collectTouch,
  readUvRequest,
  verifyUser,
  type UserProof,
  type UvRequest,
} from './user-verification.ts'

const AUTHORIZATION = { signature: 8, protocol: 9 }

/** A request whose members are known to be sound. */
interface CreationRequest {
  readonly clientDataHash: Uint8Array
  readonly rp: { readonly id: string; readonly name: string | undefined }
  readonly rpIdHash: Uint8Array
  readonly user: UserEntity
  readonly algorithm: Algorithm
  readonly excluded: readonly Uint8Array[]
  readonly extensions: CreationExtensions
  readonly isDiscoverable: boolean
  readonly uv: UvRequest
  readonly isEnterprise: boolean
}

/** authenticatorMakeCredential (section 6.1.2). */
export const makeCredential: Command = async (key, { parameters, transaction }) => {
  await answerTouchProbe(key, parameters, AUTHORIZATION, transaction)
  const request = readRequest(key, parameters)
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

function readRequest(key: Authenticator, parameters: CborMap): CreationRequest {
  const clientDataHash = required(parameters, 1, asBytes)
  const rp = readRp(required(parameters, 2, asMap))
  const user = readUser(required(parameters, 3, asMap))
  const algorithm = chooseAlgorithm(key, required(parameters, 4, asList).map(asMap))
  const excluded = readDescriptors(key, parameters, 5) ?? []
  const options = readOptions(parameters, 7)
  const uv = readUvRequest(key, parameters, AUTHORIZATION, options)
  const isUpTaken = key.profile.customs.takesUpInMakeCredential
  if (options.up === false || (options.up && !isUpTaken)) refuse(Status.invalidOption)
  if (options.rk && !key.profile.hasResidentKeys) refuse(Status.unsupportedOption)
  const isDiscoverable = options.rk === true
  const extensions = readCreationExtensions(key, parameters, isDiscoverable)
  const isEnterprise = isEnterpriseAttestation(key, parameters, rp.id)
  const rpIdHash = sha256(rp.id)
  const about = { clientDataHash, rp, rpIdHash, user, algorithm, excluded }
  return { ...about, extensions, isDiscoverable, uv, isEnterprise }
}

function readRp(rp: CborMap): CreationRequest['rp'] {
  optional(rp, 'icon', asText)
  return { id: required(rp, 'id', asText), name: optional(rp, 'name', asText) }
}

/** The first the key can do, though every one asked for must be well-formed (step 3). */
function chooseAlgorithm(key: Authenticator, asked: readonly CborMap[]): Algorithm {
  const parameters = asked.map((each) => ({
    type: required(each, 'type', asText),
    alg: required(each, 'alg', asInteger),
  }))
  const usable = parameters.filter(({ type }) => type === 'public-key').map(({ alg }) => alg)
  const chosen = usable.map((alg) => key.profile.algorithms.find((known) => known === alg))
  return chosen.find((alg) => alg !== undefined) ?? refuse(Status.unsupportedAlgorithm)
}

/** CTAP2_ERR_PUAT_REQUIRED when the user must be verified and the request does not ask for it. */
function requireVerification(key: Authenticator, { uv, isDiscoverable }: CreationRequest): void {
  if (uv) return
  const { profile, memory } = key
  const isProtected = memory.pin !== undefined || key.hasEnrolledFingers
  const isLenient = profile.makeCredUvNotRqd && !isDiscoverable
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
  const { format, statement } = attest(key, credential, authenticatorData, clientDataHash)
  return cborMap([
    [1, format],
    [2, authenticatorData],
    [3, statement],
    [4, request.isEnterprise ? true : undefined],
    [5, stored?.largeBlobKey],
  ])
}
