import { CtapStatusError, getPinRetries, getPinToken } from '../../../ctap2/index.ts'
import type { FailureCause } from '../../../shared/failure.ts'
import type { StepName } from '../../../shared/run.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { causeOf } from '../../desk/failure-of.ts'
import { hasPin } from '../../desk/key-policy.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { askAboutKey } from '../key/ask-about-key.ts'
import { isRefusedFor } from '../key/key-status.ts'

/**
 * Does what needs the key's PIN, with the PIN the holder types, and asks again while it is wrong. The
 * PIN is zeroed. Throws CtapStatusError when the key takes no more tries.
 */
export async function withTypedPin<T>(
  at: AtKey,
  step: StepName,
  use: (pin: Uint8Array) => Promise<T>,
): Promise<T> {
  let refused: FailureCause | null = null
  let retriesLeft = await demandPin(at.session, at.talk.signal)
  for (;;) {
    const question = { kind: 'enter-pin', retriesLeft, refused } as const
    const { pin } = await askAboutKey(at, step, question)
    try {
      return await use(pin)
    } catch (error) {
      if (!isRefusedFor(error, 'CTAP2_ERR_PIN_INVALID')) throw error
      retriesLeft = retriesOf(error) ?? retriesLeft
      refused = causeOf(error)
      if (refused.code !== 'pin-wrong') throw error
    } finally {
      pin.fill(0)
    }
  }
}

/**
 * How many tries are left; null where the key does not tell. Throws ProcedureError `pin-missing` or
 * `pin-blocked`.
 */
export async function demandPin(
  { authenticator }: KeySession,
  signal: AbortSignal,
): Promise<number | null> {
  const info = await authenticator.currentInfo({ signal })
  if (!hasPin(info)) throw new ProcedureError({ code: 'pin-missing' })
  const { pinRetries } = await getPinRetries(authenticator, { signal })
  if (pinRetries === 0) throw new ProcedureError({ code: 'pin-blocked' })
  return pinRetries
}

/**
 * Makes sure that the PIN is the key's before anything else is done for it, by a token for `rpId`, or for
 * a site that is nobody's. A key that demands another PIN gives none: it tells only by the change itself.
 * Throws CtapStatusError.
 */
export async function verifyPin(
  { authenticator }: KeySession,
  pin: Uint8Array,
  rpId: string | null,
  signal: AbortSignal,
): Promise<void> {
  if (authenticator.info.forcePINChange === true) return
  const request = { permissions: ['getAssertion'] as const, rpId: rpId ?? 'localhost' }
  const token = await getPinToken(authenticator, pin, request, { signal })
  token.dispose()
}

/** Throws ProcedureError `pin-change-required` when the key takes no PIN before it was changed. */
export function demandOwnPin({ authenticator }: KeySession): void {
  if (authenticator.info.forcePINChange !== true) return
  throw new ProcedureError({ code: 'pin-change-required' })
}

function retriesOf(error: unknown): number | null {
  return error instanceof CtapStatusError ? (error.pin?.pinRetries ?? null) : null
}
