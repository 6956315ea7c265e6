import type { Authenticator, Transaction } from '../authenticator.ts'
import { asBytes, asMap, asText, asUnsigned, optional, required } from '../cbor/members.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import { verifyFinger } from '../fingerprint.ts'
import { checkPin, requirePinTries } from '../pin/pin-check.ts'
import type { PinProtocol } from '../pin/pin-protocol.ts'
import { Permission, PinUvAuthToken, type TokenGrant } from '../pin/pin-uv-auth-token.ts'
import { isFido21 } from '../profile.ts'
import { refuse, Status } from '../status.ts'

const UNLIMITED: TokenGrant = { permissions: 0xff, rpId: undefined, isSpentByTouch: false }

/** getPinToken (section 6.5.5.7.1): on a 2.1 key good for making and using credentials only. */
export function getPinToken(key: Authenticator, parameters: CborMap): CborMap {
  if (parameters.has(9) || parameters.has(10)) refuse(Status.invalidParameter)
  if (isUnlimited(key)) return grant(key, parameters, UNLIMITED)
  const permissions = Permission.makeCredential | Permission.getAssertion
  return grant(key, parameters, { permissions, rpId: undefined, isSpentByTouch: true })
}

const isUnlimited = ({ profile }: Authenticator): boolean =>
  !isFido21(profile) || profile.customs.hasUnlimitedTokens

/** getPinUvAuthTokenUsingPinWithPermissions (section 6.5.5.7.2). */
export function getTokenWithPermissions(key: Authenticator, parameters: CborMap): CborMap {
  const { permissions, rpId } = readWish(key, parameters)
  return grant(key, parameters, { permissions, rpId, isSpentByTouch: true })
}

/** getPinUvAuthTokenUsingUvWithPermissions (section 6.5.5.7.3): a finger in place of the PIN. */
export async function getTokenUsingUv(
  key: Authenticator,
  parameters: CborMap,
  transaction: Transaction,
): Promise<CborMap> {
  const { permissions, rpId } = readWish(key, parameters)
  // Neither uvBioEnroll nor uvAcfg is offered: these take the PIN.
  const { bioEnrollment, authenticatorConfig } = Permission
  if (permissions & (bioEnrollment | authenticatorConfig)) refuse(Status.unauthorizedPermission)
  const protocol = key.protocol(required(parameters, 1, asUnsigned))
  const peer = required(parameters, 3, asMap)
  await verifyFinger(key, transaction)
  const terms = { permissions, rpId, isSpentByTouch: true, isUserPresent: true }
  return issue(key, protocol, protocol.decapsulate(peer), terms)
}

function readWish(
  key: Authenticator,
  parameters: CborMap,
): Pick<TokenGrant, 'permissions' | 'rpId'> {
  const permissions = required(parameters, 9, asUnsigned)
  const rpId = optional(parameters, 10, asText)
  if (permissions === 0) refuse(Status.invalidParameter)
  if ((permissions & ~supportedPermissions(key)) !== 0) refuse(Status.unauthorizedPermission)
  const isForRp = permissions & (Permission.makeCredential | Permission.getAssertion)
  if (isForRp && rpId === undefined) refuse(Status.missingParameter)
  return { permissions, rpId }
}

function supportedPermissions({ profile }: Authenticator): number {
  const { makeCredential, getAssertion, authenticatorConfig } = Permission
  const management = profile.hasResidentKeys ? Permission.credentialManagement : 0
  const blobs = profile.largeBlobCapacity > 0 ? Permission.largeBlobWrite : 0
  const fingers = profile.hasFingerprintSensor ? Permission.bioEnrollment : 0
  return makeCredential | getAssertion | authenticatorConfig | management | blobs | fingers
}

function grant(key: Authenticator, parameters: CborMap, terms: TokenGrant): CborMap {
  const protocol = key.protocol(required(parameters, 1, asUnsigned))
  const peer = required(parameters, 3, asMap)
  const pinHashEnc = required(parameters, 6, asBytes)
  requirePinTries(key)
  const secret = protocol.decapsulate(peer)
  checkPin(key, protocol, secret, pinHashEnc)
  if (key.memory.isPinChangeForced) refuse(Status.pinInvalid)
  return issue(key, protocol, secret, terms)
}

function issue(
  key: Authenticator,
  protocol: PinProtocol,
  secret: Uint8Array,
  terms: TokenGrant,
): CborMap {
  key.power.token = new PinUvAuthToken(protocol, terms, key.random, key.clock)
  return cborMap([[2, protocol.encrypt(secret, key.power.token.bytes)]])
}
