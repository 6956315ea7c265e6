import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap, type CborValue } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { boolean, bytes, Fields, map, text } from '../fields.ts'
import type { TransactOptions } from '../hid/channel.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { descriptors, type RelyingParty, type UserEntity } from './credential.ts'
import { TOUCH_LIMITS } from './limits.ts'
import {
  encodeMakeCredentialExtensions,
  type MakeCredentialExtensions,
} from './make-credential-extensions.ts'

/** What is to be made (CTAP 2.2 §6.1); the key's defaults stand where a member is absent. */
export interface MakeCredentialRequest {
  /** SHA-256 of clientDataJSON. */
  readonly clientDataHash: Uint8Array
  readonly rp: RelyingParty
  readonly user: UserEntity
  /** COSE algorithm numbers, the best liked first; the key takes the first it knows. */
  readonly algorithms: readonly number[]
  /** Credential ids; the key refuses with CREDENTIAL_EXCLUDED when it holds one of them. */
  readonly excludeList?: readonly Uint8Array[]
  readonly extensions?: MakeCredentialExtensions
  /** `rk`: a discoverable credential. `uv`: a key's own user verification, without a token. */
  readonly options?: { readonly rk?: boolean; readonly uv?: boolean }
  /** 1: vendor-facilitated, 2: platform-managed (CTAP 2.2 §6.1.3). */
  readonly enterpriseAttestation?: 1 | 2
  /** With the permission makeCredential. */
  readonly token?: PinToken
}

/** A new credential as the key states it (CTAP 2.2 §6.1). */
export interface MakeCredentialAnswer {
  /** Attestation statement format, for example `packed`. */
  readonly fmt: string
  /** Authenticator data, the exact bytes that are signed. */
  readonly authData: Uint8Array
  readonly attStmt: CborMap
  /** True when the statement is an enterprise attestation. */
  readonly epAtt?: boolean
  readonly largeBlobKey?: Uint8Array
  readonly unsignedExtensionOutputs?: CborMap
}

const REQUEST = Object.freeze({
  clientDataHash: 0x01,
  rp: 0x02,
  user: 0x03,
  pubKeyCredParams: 0x04,
  excludeList: 0x05,
  extensions: 0x06,
  options: 0x07,
  pinUvAuthParam: 0x08,
  pinUvAuthProtocol: 0x09,
  enterpriseAttestation: 0x0a,
} as const)

const ANSWER = Object.freeze({ fmt: 0x01, authData: 0x02, attStmt: 0x03 } as const)

const OPTIONAL_ANSWER = Object.freeze({
  epAtt: [0x04, boolean],
  largeBlobKey: [0x05, bytes],
  unsignedExtensionOutputs: [0x06, map],
} as const)

/**
 * Makes a credential; waits for a touch (CTAP 2.2 §6.1). Rejects as `Authenticator.send` does; a key
 * made before a cancel reached it still resolves, for the credential is then on the key.
 */
export async function makeCredential(
  authenticator: Authenticator,
  request: MakeCredentialRequest,
  options: TransactOptions = {},
): Promise<MakeCredentialAnswer> {
  const limits = { ...TOUCH_LIMITS, ...options }
  const parameters = encodeRequest(request)
  const command = COMMAND.authenticatorMakeCredential
  return parseAnswer(await authenticator.request(command, parameters, limits))
}

function encodeRequest(request: MakeCredentialRequest): CborMap {
  const { token, clientDataHash } = request
  return cborMap([
    [REQUEST.clientDataHash, clientDataHash],
    [REQUEST.rp, cborMap(Object.entries(request.rp))],
    [REQUEST.user, encodeUser(request.user)],
    [REQUEST.pubKeyCredParams, request.algorithms.map(encodeAlgorithm)],
    [REQUEST.excludeList, descriptors(request.excludeList)],
    [REQUEST.extensions, encodeMakeCredentialExtensions(request.extensions)],
    [REQUEST.options, encodeOptions(request)],
    [REQUEST.pinUvAuthParam, token?.authenticate(clientDataHash)],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
    [REQUEST.enterpriseAttestation, request.enterpriseAttestation],
  ])
}

function encodeUser({ id, name, displayName }: UserEntity): CborMap {
  return cborMap([
    ['id', id],
    ['name', name],
    ['displayName', displayName],
  ])
}

function encodeAlgorithm(alg: number): CborMap {
  return new Map<string, CborValue>([
    ['alg', alg],
    ['type', 'public-key'],
  ])
}

// Some keys of CTAP 2.0 refuse the options they do not know even when they are false, and uv beside
// a token is an error: only what is wanted is said.
function encodeOptions({ options, token }: MakeCredentialRequest): CborValue {
  const wanted = new Map<string, CborValue>()
  if (options?.rk) wanted.set('rk', true)
  if (options?.uv && !token) wanted.set('uv', true)
  return wanted.size > 0 ? wanted : undefined
}

function parseAnswer(answer: CborMap): MakeCredentialAnswer {
  const fields = new Fields('authenticatorMakeCredential', answer)
  return {
    fmt: fields.required(ANSWER.fmt, 'fmt', text),
    authData: fields.required(ANSWER.authData, 'authData', bytes),
    // A key without a statement may leave it out; format none has an empty one.
    attStmt: fields.optional(ANSWER.attStmt, 'attStmt', map) ?? new Map(),
    ...fields.members(OPTIONAL_ANSWER),
  }
}
