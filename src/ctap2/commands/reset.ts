import type { Authenticator } from '../authenticator.ts'
import { COMMAND } from '../command-codes.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { forgetKeyAgreement } from '../pin/key-agreement.ts'

// A long touch (longTouchForReset) is held for up to ten seconds, after up to thirty of waiting.
const RESET_LIMITS = Object.freeze({ budgetMs: 60_000, silenceMs: 45_000, phase: 'touch' })

/**
 * Erases the key: credentials, PIN, settings (CTAP 2.2 §6.6). Rejects with CtapStatusError
 * NOT_ALLOWED when the key has been plugged in for more than 10 s, USER_ACTION_TIMEOUT without touch.
 */
export async function reset(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<void> {
  const limits = { ...RESET_LIMITS, ...options }
  forgetKeyAgreement(authenticator)
  await authenticator.send(COMMAND.authenticatorReset, undefined, limits)
  if (authenticator.info.options['clientPin']) authenticator.amendInfo({ clientPin: false })
  authenticator.markInfoStale()
}
