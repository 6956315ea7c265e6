import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap, type CborValue } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { boolean, bytes, Fields, map, text } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { encodeDescriptors, encodeUser, type RelyingParty, type UserEntity } from './credential.ts'
import {
  encodeMakeCredentialExtensions,
  type MakeCredentialExtensions,
} from './extension-inputs.ts'
import { TOUCH_LIMITS } from './limits.ts'
import { requireOptions } from './required-options.ts'
import { fitsInOneRequest, findCredential } from './silent-search.ts'
import { withTokenOnDemand, type RequestToken } from './token-on-demand.ts'

/**
 * What is to be made (CTAP 2.2 §6.1); the key's defaults stand where a member is absent. A token has
 * the permission makeCredential.
 */
export interface MakeCredentialRequest extends RequestToken {
  /** SHA-256 of clientDataJSON. */
  readonly clientDataHash: Uint8Array
  readonly rp: RelyingParty
  readonly user: UserEntity
  /** COSE algorithm numbers, the best liked first; the key takes the first it knows. */
  readonly algorithms: readonly number[]
  /** Credential ids, as many as need be; CREDENTIAL_EXCLUDED when the key holds one of them. */
  readonly excludeList?: readonly Uint8Array[]
  readonly extensions?: MakeCredentialExtensions
  /** `rk`: a discoverable credential. `uv`: a key's own user verification, without a token. */
  readonly options?: { readonly rk?: boolean; readonly uv?: boolean }
  /** 1: vendor-facilitated, 2: platform-managed (CTAP 2.2 §6.1.3). */
  readonly enterpriseAttestation?: 1 | 2
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
  /** What the extension hmac-secret-mc made of the salts: one or two secrets of 32 bytes. */
  readonly hmacSecrets?: readonly Uint8Array[]
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
  requireOptions('authenticatorMakeCredential', authenticator.info, {
    ...request,
    ...request.options,
  })
  const { extensions: wanted, ...rest } = request
  const excludeList = await narrowExcludeList(authenticator, request, options)
  const { inputs, hmacSecret } = await encodeMakeCredentialExtensions(
    authenticator,
    wanted,
    options,
  )
  const algorithms = knownAlgorithms(authenticator, request.algorithms)
  const limits = { ...TOUCH_LIMITS, ...options }
  const send = (token: PinToken | undefined): Promise<CborMap> => {
    const parameters = encodeRequest({ ...rest, excludeList, algorithms }, inputs, token)
    return authenticator.request(COMMAND.authenticatorMakeCredential, parameters, limits)
  }
  try {
    const answer = parseAnswer(await withTokenOnDemand(request, send))
    const hmacSecrets = hmacSecret?.open(answer.authData)
    return hmacSecrets ? { ...answer, hmacSecrets } : answer
  } finally {
    hmacSecret?.dispose()
  }
}

// A list longer than the key takes is searched without a touch; what is found is enough to exclude.
async function narrowExcludeList(
  authenticator: Authenticator,
  { rp, token, excludeList: ids = [] }: MakeCredentialRequest,
  options: TransactOptions,
): Promise<readonly Uint8Array[]> {
  if (fitsInOneRequest(authenticator, ids)) return ids
  const search = { rpId: rp.id, ids, ...(token && { token }) }
  const found = await findCredential(authenticator, search, options)
  return found ? [found] : []
}

// Algorithms the key does not list would only make the request longer.
function knownAlgorithms(
  authenticator: Authenticator,
  wanted: readonly number[],
): readonly number[] {
  const listed = authenticator.info.algorithms
  const known = wanted.filter((alg) => listed?.some((entry) => entry.alg === alg))
  return known.length > 0 ? known : wanted
}

function encodeRequest(
  request: MakeCredentialRequest,
  extensions: CborMap | undefined,
  token: PinToken | undefined,
): CborMap {
  const { clientDataHash } = request
  return cborMap([
    [REQUEST.clientDataHash, clientDataHash],
    [REQUEST.rp, cborMap(Object.entries(request.rp))],
    [REQUEST.user, encodeUser(request.user)],
    [REQUEST.pubKeyCredParams, request.algorithms.map(encodeAlgorithm)],
    [REQUEST.excludeList, encodeDescriptors(request.excludeList)],
    [REQUEST.extensions, extensions],
    [REQUEST.options, encodeOptions(request, token)],
    [REQUEST.pinUvAuthParam, token?.authenticate(clientDataHash)],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
    [REQUEST.enterpriseAttestation, request.enterpriseAttestation],
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
function encodeOptions({ options }: MakeCredentialRequest, token: PinToken | undefined): CborValue {
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
    // Some keys write undefined for members they mean to leave out.
    attStmt: cborMap([...(fields.optional(ANSWER.attStmt, 'attStmt', map) ?? [])]),
    ...fields.members(OPTIONAL_ANSWER),
  }
}
