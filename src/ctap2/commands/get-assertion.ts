import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap, type CborValue } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { KeyProtocolError } from '../errors.ts'
import { boolean, bytes, Fields, map, text, unsigned, type FieldReader } from '../fields.ts'
import type { TransactOptions } from '../hid/channel.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { descriptors, type UserEntity } from './credential.ts'
import { TOUCH_LIMITS } from './limits.ts'

/** What is to be asserted (CTAP 2.2 §6.2). */
export interface GetAssertionRequest {
  readonly rpId: string
  /** SHA-256 of clientDataJSON. */
  readonly clientDataHash: Uint8Array
  /** Credential ids; absent: every discoverable credential for the rpId. */
  readonly allowList?: readonly Uint8Array[]
  readonly extensions?: CborMap
  /** False: no touch is asked for. */
  readonly up?: boolean
  /** A key's own user verification, without a token. */
  readonly uv?: boolean
  /** With the permission getAssertion. */
  readonly token?: PinToken
}

/** One assertion (CTAP 2.2 §6.2). */
export interface Assertion {
  /** Of the credential that signed. */
  readonly credentialId: Uint8Array
  /** Authenticator data, the exact bytes that are signed. */
  readonly authData: Uint8Array
  readonly signature: Uint8Array
  readonly user?: UserEntity
  readonly userSelected?: boolean
  readonly largeBlobKey?: Uint8Array
  readonly unsignedExtensionOutputs?: CborMap
}

const REQUEST = Object.freeze({
  rpId: 0x01,
  clientDataHash: 0x02,
  allowList: 0x03,
  extensions: 0x04,
  options: 0x05,
  pinUvAuthParam: 0x06,
  pinUvAuthProtocol: 0x07,
} as const)

const userEntity: FieldReader<UserEntity> = (value, refuse) => {
  const fields = new Fields('authenticatorGetAssertion', map(value, refuse))
  return {
    id: fields.required('id', 'user.id', bytes),
    ...fields.members({ name: ['name', text], displayName: ['displayName', text] }),
  }
}

const ANSWER = Object.freeze({
  credential: 0x01,
  authData: 0x02,
  signature: 0x03,
  numberOfCredentials: 0x05,
} as const)

const OPTIONAL_ANSWER = Object.freeze({
  user: [0x04, userEntity],
  userSelected: [0x06, boolean],
  largeBlobKey: [0x07, bytes],
  unsignedExtensionOutputs: [0x08, map],
} as const)

// More credentials for one relying party than any key holds: a count beyond it is a lie.
const MAXIMUM_ASSERTIONS = 1_024

/**
 * Asks for assertions, one for each credential that fits, the newest first; waits for a touch unless
 * `up` is false (CTAP 2.2 §6.2, §6.3). Rejects as `Authenticator.send` does.
 */
export async function getAssertion(
  authenticator: Authenticator,
  request: GetAssertionRequest,
  options: TransactOptions = {},
): Promise<readonly Assertion[]> {
  const limits = request.up === false ? options : { ...TOUCH_LIMITS, ...options }
  const parameters = encodeRequest(request)
  const answer = await authenticator.request(COMMAND.authenticatorGetAssertion, parameters, limits)
  const assertions = [parseAssertion(answer, request.allowList)]
  const count = readCount(answer)
  while (assertions.length < count) {
    const next = await authenticator.request(
      COMMAND.authenticatorGetNextAssertion,
      undefined,
      options,
    )
    assertions.push(parseAssertion(next, undefined))
  }
  return assertions
}

function encodeRequest(request: GetAssertionRequest): CborMap {
  const { token, clientDataHash } = request
  return cborMap([
    [REQUEST.rpId, request.rpId],
    [REQUEST.clientDataHash, clientDataHash],
    [REQUEST.allowList, descriptors(request.allowList)],
    [REQUEST.extensions, request.extensions],
    [REQUEST.options, encodeOptions(request)],
    [REQUEST.pinUvAuthParam, token?.authenticate(clientDataHash)],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
  ])
}

function encodeOptions({ up, uv, token }: GetAssertionRequest): CborValue {
  const wanted = new Map<string, CborValue>()
  if (up === false) wanted.set('up', false)
  if (uv && !token) wanted.set('uv', true)
  return wanted.size > 0 ? wanted : undefined
}

function readCount(answer: CborMap): number {
  const fields = new Fields('authenticatorGetAssertion', answer)
  const count = fields.optional(ANSWER.numberOfCredentials, 'numberOfCredentials', unsigned) ?? 1
  if (count <= MAXIMUM_ASSERTIONS) return count
  throw new KeyProtocolError('authenticatorGetAssertion', 'numberOfCredentials', 'is beyond belief')
}

function parseAssertion(answer: CborMap, allowList: readonly Uint8Array[] | undefined): Assertion {
  const fields = new Fields('authenticatorGetAssertion', answer)
  return {
    credentialId: readCredentialId(fields, allowList),
    authData: fields.required(ANSWER.authData, 'authData', bytes),
    signature: fields.required(ANSWER.signature, 'signature', bytes),
    ...fields.members(OPTIONAL_ANSWER),
  }
}

// A key may leave out the one credential it was asked for (CTAP 2.2 §6.2, credential).
function readCredentialId(
  fields: Fields,
  allowList: readonly Uint8Array[] | undefined,
): Uint8Array {
  const credential = fields.optional(ANSWER.credential, 'credential', map)
  if (credential) {
    return new Fields('authenticatorGetAssertion', credential).required(
      'id',
      'credential.id',
      bytes,
    )
  }
  const [only, ...others] = allowList ?? []
  if (only && others.length === 0) return only
  throw new KeyProtocolError('authenticatorGetAssertion', 'credential', 'is missing')
}
