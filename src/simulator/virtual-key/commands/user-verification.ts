import type { Authenticator, Transaction } from '../authenticator.ts'
import { asBytes, optional } from '../cbor/members.ts'
import type { CborKey, CborMap } from '../cbor/value.ts'
import { authorize, bindToRp, readAuthorization, type Authorization } from '../pin/authorization.ts'
import type { PinUvAuthToken } from '../pin/pin-uv-auth-token.ts'
import { refuse, Status } from '../status.ts'
import type { RequestOptions } from './request-members.ts'

interface AuthorizationMembers {
  readonly signature: CborKey
  readonly protocol: CborKey
}

/**
 * An empty pinUvAuthParam asks for a touch only, to let a person pick a key (sections 6.1.2 step 1 and
 * 6.2.2 step 1): the answer is an error that tells whether a PIN is set.
 */
export async function answerTouchProbe(
  key: Authenticator,
  parameters: CborMap,
  members: AuthorizationMembers,
  transaction: Transaction,
): Promise<void> {
  if (key.profile.pinProtocols.length === 0) return
  if (optional(parameters, members.signature, asBytes)?.length !== 0) return
  await key.touchPad.collect(transaction)
  refuse(key.memory.pin ? key.profile.customs.statusOfTouchProbe : Status.pinNotSet)
}

/** The PIN stands in for `uv`: with a pinUvAuthParam the option counts for nothing (step 5). */
export function readUvRequest(
  key: Authenticator,
  parameters: CborMap,
  members: AuthorizationMembers,
  options: RequestOptions,
): Authorization | undefined {
  const authorization = readAuthorization(key, parameters, members)
  if (!authorization && options.uv === true) refuse(Status.invalidOption)
  return authorization
}

/** Proves the PIN for this relying party; undefined when the request did not try to. */
export function verifyUser(
  key: Authenticator,
  authorization: Authorization | undefined,
  proof: {
    readonly clientDataHash: Uint8Array
    readonly permission: number
    readonly rpId: string
  },
): PinUvAuthToken | undefined {
  if (!authorization) return undefined
  if (!key.memory.pin) refuse(Status.pinNotSet)
  const token = authorize(key, authorization, proof.clientDataHash, proof.permission)
  bindToRp(token, proof.rpId)
  return token
}
