import type { Authenticator } from '../authenticator.ts'
import { asBytes, asInteger, asList, asMap, asText, optional, required } from '../cbor/members.ts'
import type { CborMap } from '../cbor/value.ts'
import type { UserEntity } from '../credentials/credential.ts'
import { sha256 } from '../crypto/digest.ts'
import type { Algorithm } from '../crypto/signing-key.ts'
import { refuse, Status } from '../status.ts'
import { readCreationExtensions, type CreationExtensions } from './creation-extensions.ts'
import { isEnterpriseAttestation } from './enterprise-attestation.ts'
import { readUser } from './entities.ts'
import { readDescriptors, readOptions } from './request-members.ts'
import { readUvRequest, type UvRequest } from './user-verification.ts'

/** Where makeCredential has pinUvAuthParam and pinUvAuthProtocol. */
export const CREATION_AUTHORIZATION = { signature: 8, protocol: 9 }

/** A makeCredential request whose members are known to be sound. */
export interface CreationRequest {
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

/** Reads a request, refusing what does not fit in the order of section 6.1.2. */
export function readCreationRequest(key: Authenticator, parameters: CborMap): CreationRequest {
  const clientDataHash = required(parameters, 1, asBytes)
  const rp = readRp(required(parameters, 2, asMap))
  const user = readUser(required(parameters, 3, asMap))
  const algorithm = chooseAlgorithm(key, required(parameters, 4, asList).map(asMap))
  const excluded = readDescriptors(key, parameters, 5) ?? []
  const options = readOptions(parameters, 7)
  const uv = readUvRequest(key, parameters, CREATION_AUTHORIZATION, options)
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
