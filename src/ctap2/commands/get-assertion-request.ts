import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap, type CborValue } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { KeyProtocolError } from '../errors.ts'
import { boolean, bytes, Fields, map, unsigned } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { credentialId, encodeDescriptors, userEntity, type UserEntity } from './credential.ts'
import { TOUCH_LIMITS } from './limits.ts'
import { withTokenOnDemand, type RequestToken } from './token-on-demand.ts'

/** What goes over the wire; the public request is in get-assertion.ts. */
export interface AssertionParameters extends RequestToken {
  readonly rpId: string
  readonly clientDataHash: Uint8Array
  readonly allowList?: readonly Uint8Array[]
  readonly extensions?: CborMap
  readonly up?: boolean
  readonly uv?: boolean
  /** Do not ask for the further assertions a key announces. */
  readonly isFirstEnough?: boolean
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
  /** What the extension hmac-secret made of the salts: one or two secrets of 32 bytes. */
  readonly hmacSecrets?: readonly Uint8Array[]
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

const ANSWER = Object.freeze({
  credential: 0x01,
  authData: 0x02,
  signature: 0x03,
  numberOfCredentials: 0x05,
} as const)

const OPTIONAL_ANSWER = Object.freeze({
  user: [0x04, userEntity('authenticatorGetAssertion')],
  userSelected: [0x06, boolean],
  largeBlobKey: [0x07, bytes],
  unsignedExtensionOutputs: [0x08, map],
} as const)

// More credentials for one relying party than any key holds: a count beyond it is a lie.
const MAXIMUM_ASSERTIONS = 1_024

/**
 * Sends one getAssertion and asks for the further assertions it announces, with nothing between
 * (CTAP 2.2 §6.2, §6.3).
 */
export function sendGetAssertion(
  authenticator: Authenticator,
  parameters: AssertionParameters,
  options: TransactOptions = {},
): Promise<readonly Assertion[]> {
  return withTokenOnDemand(parameters, (token) =>
    sendWith(authenticator, parameters, token, options),
  )
}

function sendWith(
  authenticator: Authenticator,
  parameters: AssertionParameters,
  token: PinToken | undefined,
  options: TransactOptions,
): Promise<readonly Assertion[]> {
  const limits = parameters.up === false ? options : { ...TOUCH_LIMITS, ...options }
  return authenticator.inSequence(async (sender) => {
    const request = encodeRequest(parameters, token)
    const first = await sender.request(COMMAND.authenticatorGetAssertion, request, limits)
    const assertions = [parseAssertion(first, parameters.allowList)]
    const count = readCount(first)
    while (assertions.length < count) {
      const command = COMMAND.authenticatorGetNextAssertion
      assertions.push(parseAssertion(await sender.request(command, undefined, options), undefined))
    }
    return assertions
  })
}

function encodeRequest(request: AssertionParameters, token: PinToken | undefined): CborMap {
  const { clientDataHash } = request
  return cborMap([
    [REQUEST.rpId, request.rpId],
    [REQUEST.clientDataHash, clientDataHash],
    [REQUEST.allowList, encodeDescriptors(request.allowList)],
    [REQUEST.extensions, request.extensions],
    [REQUEST.options, encodeOptions(request, token)],
    [REQUEST.pinUvAuthParam, token?.authenticate(clientDataHash)],
    [REQUEST.pinUvAuthProtocol, token?.protocol],
  ])
}

function encodeOptions({ up, uv }: AssertionParameters, token: PinToken | undefined): CborValue {
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
  const read = credentialId('authenticatorGetAssertion')
  const id = fields.optional(ANSWER.credential, 'credential', read)
  if (id) return id
  const [only, ...others] = allowList ?? []
  if (only && others.length === 0) return only
  throw new KeyProtocolError('authenticatorGetAssertion', 'credential', 'is missing')
}
