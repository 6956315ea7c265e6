import type { Authenticator } from '../authenticator.ts'
import { COMMAND } from '../command-codes.ts'
import { CtapStatusError } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { forgetKeyAgreement } from '../pin/key-agreement.ts'
import { CTAP_STATUS } from '../status.ts'

// A long touch (longTouchForReset) is held for up to ten seconds, after up to thirty of waiting.
const RESET_LIMITS = Object.freeze({ budgetMs: 60_000, silenceMs: 45_000, phase: 'touch' })

/**
 * Erases the key: credentials, PIN, settings (CTAP 2.2 §6.6). Rejects with CtapStatusError
 * NOT_ALLOWED when the key has been plugged in for more than 10 s, USER_ACTION_TIMEOUT without touch,
 * OPERATION_DENIED, unsent, when the key takes no reset over USB (transportsForReset).
 */
export async function reset(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<void> {
  const limits = { ...RESET_LIMITS, ...options }
  if (authenticator.info.transportsForReset?.includes('usb') === false) {
    throw new CtapStatusError('authenticatorReset', CTAP_STATUS.CTAP2_ERR_OPERATION_DENIED)
  }
  forgetKeyAgreement(authenticator)
  await authenticator.send(COMMAND.authenticatorReset, undefined, limits)
  if (authenticator.info.options['clientPin']) authenticator.amendInfo({ clientPin: false })
  authenticator.markInfoStale()
}
