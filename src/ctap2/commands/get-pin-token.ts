import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborMap } from '../cbor.ts'
import { COMMAND } from '../command-codes.ts'
import { KeyProtocolError } from '../errors.ts'
import { bytes, Fields } from '../fields.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { CLIENT_PIN, CLIENT_PIN_ANSWER, SUBCOMMAND } from '../pin/client-pin-codes.ts'
import { agreeOnKey, type KeyAgreement } from '../pin/key-agreement.ts'
import { permissionBits, type Permission } from '../pin/permissions.ts'
import { PinToken } from '../pin/pin-token.ts'
import { TOUCH_LIMITS } from './limits.ts'
import { withPinRetries } from './pin-failure.ts'
import { hashPin } from './set-pin.ts'

/** What a token is to be used for; rpId binds makeCredential and getAssertion to one (§6.5.5.7). */
export interface TokenRequest {
  readonly permissions: readonly Permission[]
  readonly rpId?: string
}

/**
 * A pinUvAuthToken for the PIN (CTAP 2.2 §6.5.5.7.1, .2); a key without permissions gives the plain
 * token of CTAP 2.0. Never tries a PIN twice: a wrong one rejects with `CtapStatusError.pin` set.
 */
export async function getPinToken(
  authenticator: Authenticator,
  pin: Uint8Array,
  request: TokenRequest,
  options: TransactOptions = {},
): Promise<PinToken> {
  const info = await authenticator.currentInfo(options)
  const hasPermissions = info.options['pinUvAuthToken'] === true
  const agreement = await agreeOnKey(authenticator, options)
  const pinHash = hashPin(pin)
  try {
    const parameters = cborMap([
      [
        CLIENT_PIN.subCommand,
        hasPermissions
          ? SUBCOMMAND.getPinUvAuthTokenUsingPinWithPermissions
          : SUBCOMMAND.getPinToken,
      ],
      [CLIENT_PIN.pinHashEnc, agreement.protocol.encrypt(agreement.secret, pinHash)],
      ...(hasPermissions ? permissionParameters(request) : []),
    ])
    return await withPinRetries(authenticator, options, () =>
      askToken(authenticator, agreement, parameters, request, options),
    )
  } finally {
    pinHash.fill(0)
  }
}

/**
 * A pinUvAuthToken for a fingerprint or other built-in user verification, with its touch (§6.5.5.7.3).
 * Rejects with CtapStatusError: UV_BLOCKED means ask for the PIN, UV_INVALID try again.
 */
export async function getUvToken(
  authenticator: Authenticator,
  request: TokenRequest,
  options: TransactOptions = {},
): Promise<PinToken> {
  const agreement = await agreeOnKey(authenticator, options)
  const parameters = cborMap([
    [CLIENT_PIN.subCommand, SUBCOMMAND.getPinUvAuthTokenUsingUvWithPermissions],
    ...permissionParameters(request),
  ])
  const limits = { ...TOUCH_LIMITS, ...options }
  return await askToken(authenticator, agreement, parameters, request, limits)
}

function permissionParameters(request: TokenRequest): (readonly [number, number | string])[] {
  const parameters: (readonly [number, number | string])[] = [
    [CLIENT_PIN.permissions, permissionBits(request.permissions)],
  ]
  if (request.rpId !== undefined) parameters.push([CLIENT_PIN.rpId, request.rpId])
  return parameters
}

async function askToken(
  authenticator: Authenticator,
  agreement: KeyAgreement,
  parameters: CborMap,
  request: TokenRequest,
  options: TransactOptions,
): Promise<PinToken> {
  const { protocol, platformKey, secret } = agreement
  const message = cborMap([
    [CLIENT_PIN.pinUvAuthProtocol, protocol.version],
    [CLIENT_PIN.keyAgreement, platformKey],
    ...parameters,
  ])
  const answer = await authenticator.request(COMMAND.authenticatorClientPIN, message, options)
  const fields = new Fields('authenticatorClientPIN', answer)
  const encrypted = fields.required(CLIENT_PIN_ANSWER.pinUvAuthToken, 'pinUvAuthToken', bytes)
  const token = decryptToken(agreement, secret, encrypted)
  return new PinToken(protocol, token, request.permissions, request.rpId ?? null)
}

function decryptToken(
  { protocol }: KeyAgreement,
  secret: Uint8Array,
  encrypted: Uint8Array,
): Uint8Array {
  try {
    const token = protocol.decrypt(secret, encrypted)
    if (protocol.isTokenLength(token.length)) return token
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new KeyProtocolError('authenticatorClientPIN', 'pinUvAuthToken', 'has a wrong length')
}
