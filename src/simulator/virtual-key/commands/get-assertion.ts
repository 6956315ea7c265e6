import type { Authenticator } from '../authenticator.ts'
import { concat } from '../bytes.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { encodeAuthenticatorData } from '../credentials/authenticator-data.ts'
import { isStored, type Credential, type UserEntity } from '../credentials/credential.ts'
import { applicableCredentials } from '../credentials/search.ts'
import { sha256 } from '../crypto/digest.ts'
import { signWith } from '../crypto/signing-key.ts'
import { Permission } from '../pin/pin-uv-auth-token.ts'
import { refuse, Status } from '../status.ts'
import { assertionExtensionOutputs } from './assertion-extensions.ts'
import {
  ASSERTION_AUTHORIZATION,
  readAssertionRequest,
  type AssertionRequest,
} from './assertion-request.ts'
import type { Command } from './command.ts'
import { descriptorOf, userMembers } from './entities.ts'
import { answerTouchProbe, collectTouch, verifyUser } from './user-verification.ts'

/** An assertion to be signed for each credential in turn. */
interface Proof extends AssertionRequest {
  readonly isUserVerified: boolean
  /** Names are told only to a verified user who has several accounts to choose from. */
  readonly isUserNamed: boolean
}

/** authenticatorGetAssertion (section 6.2.2). */
export const getAssertion: Command = async (key, { parameters, transaction }) => {
  await answerTouchProbe(key, parameters, ASSERTION_AUTHORIZATION, transaction)
  const request = readAssertionRequest(key, parameters)
  if (key.memory.isAlwaysUv && request.isTouchAsked && !request.uv) refuse(Status.puatRequired)
  const permission = Permission.getAssertion
  const user = await verifyUser(key, request.uv, { ...request, permission }, transaction)
  const isUserVerified = user.isVerified
  const found = applicableCredentials(key, request.rpId, request.allowed, isUserVerified)
  const [first, ...rest] = isOneEnough(key, request) ? found.slice(0, 1) : found
  if (!first) refuse(Status.noCredentials)
  if (request.isTouchAsked) await collectTouch(key, user, transaction)
  const proof = { ...request, isUserVerified, isUserNamed: isUserVerified && rest.length > 0 }
  const answer = signed(key, proof, first)
  if (rest.length === 0) return answer
  offerRest(key, proof, rest, transaction.channel)
  return new Map([...answer, [5, rest.length + 1]])
}

/** Who names the credentials gets one assertion by one of them (step 11). */
function isOneEnough(key: Authenticator, { allowed }: AssertionRequest): boolean {
  return allowed !== undefined && allowed.length > 0 && !key.profile.customs.offersWholeAllowList
}

/** authenticatorGetNextAssertion (section 6.3). */
export const getNextAssertion: Command = (key, { parameters, transaction }) =>
  key.resume('assertions', transaction.channel).next(parameters)

function offerRest(
  key: Authenticator,
  proof: Proof,
  rest: readonly Credential[],
  channel: number,
): void {
  const queue = [...rest]
  key.begin('assertions', channel, () => {
    const next = queue.shift() ?? refuse(Status.notAllowed)
    return signed(key, proof, next)
  })
}

function signed(key: Authenticator, proof: Proof, credential: Credential): CborMap {
  const authenticatorData = encodeAuthenticatorData({
    rpIdHash: sha256(proof.rpId),
    isUserPresent: proof.isTouchAsked,
    isUserVerified: proof.isUserVerified,
    isBackwards: key.profile.customs.writesMapsBackwards,
    signCount: key.count(),
    extensions: assertionExtensionOutputs(key, proof.extensions, credential, proof.isUserVerified),
  })
  const message = concat(authenticatorData, proof.clientDataHash)
  const stored = isStored(credential) ? credential : undefined
  return cborMap([
    [1, descriptorOf(credential.id)],
    [2, authenticatorData],
    [3, signWith(credential.key, message, key.isRepeatable)],
    [4, stored && userMembers(shownUser(stored.user, proof.isUserNamed))],
    [7, proof.extensions.isLargeBlobKeyAsked ? stored?.largeBlobKey : undefined],
  ])
}

const shownUser = (user: UserEntity, isNamed: boolean): UserEntity =>
  isNamed ? user : { id: user.id }
