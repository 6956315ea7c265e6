import type { Authenticator, Transaction } from '../authenticator.ts'
import { asBytes, optional } from '../cbor/members.ts'
import type { CborKey, CborMap } from '../cbor/value.ts'
import { verifyFinger } from '../fingerprint.ts'
import { authorize, bindToRp, readAuthorization, type Authorization } from '../pin/authorization.ts'
import type { PinUvAuthToken } from '../pin/pin-uv-auth-token.ts'
import { CommandError, refuse, Status } from '../status.ts'
import type { RequestOptions } from './request-members.ts'

interface AuthorizationMembers {
  readonly signature: CborKey
  readonly protocol: CborKey
}

/** How a request wants its user verified: by a token, by the key's own sensor, or not at all. */
export type UvRequest = Authorization | 'built-in' | undefined

/** What was proved of the user. */
export interface UserProof {
  readonly isVerified: boolean
  /** Whether the proof was a touch too. */
  readonly isPresent: boolean
  readonly token: PinUvAuthToken | undefined
}

const NO_PROOF: UserProof = { isVerified: false, isPresent: false, token: undefined }

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

/** With a pinUvAuthParam the option `uv` counts for nothing (step 5). */
export function readUvRequest(
  key: Authenticator,
  parameters: CborMap,
  members: AuthorizationMembers,
  options: RequestOptions,
): UvRequest {
  const authorization = readAuthorization(key, parameters, members)
  if (authorization || options.uv !== true) return authorization
  return key.hasEnrolledFingers ? 'built-in' : refuse(Status.invalidOption)
}

/** Does what the request wants, for this relying party. */
export async function verifyUser(
  key: Authenticator,
  request: UvRequest,
  proof: {
    readonly clientDataHash: Uint8Array
    readonly permission: number
    readonly rpId: string
  },
  transaction: Transaction,
): Promise<UserProof> {
  if (!request) return NO_PROOF
  if (request === 'built-in') return verifyByFinger(key, transaction)
  if (!key.memory.pin && !key.hasEnrolledFingers) refuse(Status.pinNotSet)
  const token = authorize(key, request, proof.clientDataHash, proof.permission)
  bindToRp(token, proof.rpId)
  return { isVerified: true, isPresent: token.isUserPresent, token }
}

/** A finger that does not fit is answered as a want of the PIN, which the platform can ask for. */
async function verifyByFinger(key: Authenticator, transaction: Transaction): Promise<UserProof> {
  try {
    await verifyFinger(key, transaction)
  } catch (error) {
    const isMismatch =
      error instanceof CommandError &&
      (error.status === Status.uvInvalid || error.status === Status.uvBlocked)
    if (isMismatch) refuse(key.memory.pin ? Status.puatRequired : Status.operationDenied)
    throw error
  }
  return { isVerified: true, isPresent: true, token: undefined }
}

/** A touch, unless the proof was one; it spends the token. */
export async function collectTouch(
  key: Authenticator,
  { isPresent, token }: UserProof,
  transaction: Transaction,
): Promise<void> {
  if (!isPresent) await key.touchPad.collect(transaction)
  token?.spend()
}
