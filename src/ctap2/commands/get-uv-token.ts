import type { Authenticator } from '../authenticator.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { agreeOnKey } from '../pin/key-agreement.ts'
import type { PinToken } from '../pin/pin-token.ts'
import { requestToken, type TokenRequest } from '../pin/request-token.ts'
import { TOUCH_LIMITS } from './limits.ts'

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
  const proof = { subCommand: 'getPinUvAuthTokenUsingUvWithPermissions' } as const
  const limits = { ...TOUCH_LIMITS, ...options }
  return await requestToken(authenticator, agreement, proof, request, limits)
}
