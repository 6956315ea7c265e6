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
import type { Authorization } from '../pin/authorization.ts'
import { Permission, type PinUvAuthToken } from '../pin/pin-uv-auth-token.ts'
import { refuse, Status } from '../status.ts'
import type { Command, Invocation } from './command.ts'
import {
  creationExtensionOutputs,
  readCreationExtensions,
  type CreationExtensions,
} from './creation-extensions.ts'
import { isEnterpriseAttestation } from './enterprise-attestation.ts'
import { readUser } from './entities.ts'
import { readDescriptors, readOptions } from './request-members.ts'
import { answerTouchProbe, readUvRequest, verifyUser } from './user-verification.ts'

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
  readonly authorization: Authorization | undefined
  readonly isEnterprise: boolean
}

/** authenticatorMakeCredential (section 6.1.2). */
export const makeCredential: Command = async (key, { parameters, transaction }) => {
  await answerTouchProbe(key, parameters, AUTHORIZATION, transaction)
  const request = readRequest(key, parameters)
  const isVerificationAsked = requireVerification(key, request)
  const token = isVerificationAsked ? verify(key, request) : undefined
  await refuseExcluded(key, request, token !== undefined, transaction)
  await key.touchPad.collect(transaction)
  token?.spend()
  return answer(key, request, token !== undefined)
}

function readRequest(key: Authenticator, parameters: CborMap): CreationRequest {
  const clientDataHash = required(parameters, 1, asBytes)
  const rp = readRp(required(parameters, 2, asMap))
  const user = readUser(required(parameters, 3, asMap))
  const algorithm = chooseAlgorithm(key, required(parameters, 4, asList).map(asMap))
  const excluded = readDescriptors(key, parameters, 5) ?? []
  const options = readOptions(parameters, 7)
  const authorization = readUvRequest(key, parameters, AUTHORIZATION, options)
  const isUpTaken = key.profile.customs.takesUpInMakeCredential
  if (options.up === false || (options.up && !isUpTaken)) refuse(Status.invalidOption)
  if (options.rk && !key.profile.hasResidentKeys) refuse(Status.unsupportedOption)
  const isDiscoverable = options.rk === true
  const extensions = readCreationExtensions(key, parameters, isDiscoverable)
  const isEnterprise = isEnterpriseAttestation(key, parameters, rp.id)
  const rpIdHash = sha256(rp.id)
  const about = { clientDataHash, rp, rpIdHash, user, algorithm, excluded }
  return { ...about, extensions, isDiscoverable, authorization, isEnterprise }
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

/** Whether a PIN proof is to be checked; CTAP2_ERR_PUAT_REQUIRED when it is needed and missing. */
function requireVerification(key: Authenticator, request: CreationRequest): boolean {
  if (request.authorization) return true
  const { profile, memory } = key
  if (memory.isAlwaysUv) refuse(Status.puatRequired)
  const isLenient = profile.makeCredUvNotRqd && !request.isDiscoverable
  if (memory.pin && !isLenient) refuse(Status.puatRequired)
  return false
}

function verify(key: Authenticator, request: CreationRequest): PinUvAuthToken | undefined {
  const permission = Permission.makeCredential
  const { clientDataHash, rp, authorization } = request
  return verifyUser(key, authorization, { clientDataHash, permission, rpId: rp.id })
}

/** Says only after a touch that a credential is here already (step 12). */
async function refuseExcluded(
  key: Authenticator,
  request: CreationRequest,
  isVerified: boolean,
  transaction: Invocation['transaction'],
): Promise<void> {
  const known = request.excluded.map((id) => findCredential(key, request.rpIdHash, id))
  const isHere = known.some((found) => found && (isVerified || found.credProtect !== 3))
  if (!isHere) return
  await key.touchPad.collect(transaction)
  refuse(Status.credentialExcluded)
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
