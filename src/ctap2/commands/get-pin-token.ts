import type { Authenticator } from '../authenticator.ts'
import type { AuthenticatorInfo } from '../authenticator-info.ts'
import { CtapStatusError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { agreeOnKey } from '../pin/key-agreement.ts'
import type { Permission } from '../pin/permissions.ts'
import { hashPin } from '../pin/pin-hash.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { requestToken, type TokenRequest } from '../pin/request-token.ts'
import { CTAP_STATUS } from '../status.ts'
import { withPinRetries } from './pin-failure.ts'

/**
 * A pinUvAuthToken for the PIN (CTAP 2.2 §6.5.5.7.1, .2); a key without permissions gives the plain
 * token of CTAP 2.0. Never tries a PIN twice: a wrong one rejects with `CtapStatusError.pin` set. A
 * PIN that must be changed first is PIN_POLICY_VIOLATION, without asking the key.
 */
export async function getPinToken(
  authenticator: Authenticator,
  pin: Uint8Array,
  request: TokenRequest,
  options: TransactOptions = {},
): Promise<PinToken> {
  const info = await authenticator.currentInfo(options)
  requirePermissions(info, request.permissions)
  const subCommand = info.options['pinUvAuthToken']
    ? 'getPinUvAuthTokenUsingPinWithPermissions'
    : 'getPinToken'
  const agreement = await agreeOnKey(authenticator, options)
  const pinHash = hashPin(pin)
  const pinHashEnc = agreement.protocol.encrypt(agreement.secret, pinHash)
  pinHash.fill(0)
  const proof = { subCommand, pinHashEnc } as const
  return await withPinRetries(authenticator, options, () =>
    requestToken(authenticator, agreement, proof, request, options),
  )
}

// Keys answer these in ways that look like a wrong PIN, or grant less than was asked for.
function requirePermissions(info: AuthenticatorInfo, permissions: readonly Permission[]): void {
  const { CTAP2_ERR_PIN_POLICY_VIOLATION, CTAP2_ERR_UNAUTHORIZED_PERMISSION } = CTAP_STATUS
  if (info.forcePINChange) throw refusal(CTAP2_ERR_PIN_POLICY_VIOLATION)
  if (!permissions.includes('persistentCredentialManagementReadOnly')) return
  const isGranted = info.options['perCredMgmtRO'] === true && permissions.length === 1
  if (!isGranted) throw refusal(CTAP2_ERR_UNAUTHORIZED_PERMISSION)
}

function refusal(status: number): CtapStatusError {
  return new CtapStatusError('authenticatorClientPIN', status)
}
