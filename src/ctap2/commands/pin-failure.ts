import type { Authenticator } from '../authenticator.ts'
import { CtapStatusError, type PinRetries } from '../errors.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { forgetKeyAgreement } from '../pin/key-agreement.ts'
import { CTAP_STATUS } from '../status.ts'
import { getPinRetries } from './pin-retries.ts'

const PIN_REFUSALS: ReadonlySet<number> = new Set([
  CTAP_STATUS.CTAP2_ERR_PIN_INVALID,
  CTAP_STATUS.CTAP2_ERR_PIN_AUTH_BLOCKED,
  CTAP_STATUS.CTAP2_ERR_PIN_BLOCKED,
])

/**
 * Sends something that carries a PIN. When the key refuses, the shared secret is forgotten (the key
 * chooses a new one) and a refused PIN comes back with the tries that are left (§6.5.5.7.2).
 */
export async function withPinRetries<T>(
  authenticator: Authenticator,
  options: TransactOptions,
  send: () => Promise<T>,
): Promise<T> {
  try {
    return await send()
  } catch (error) {
    forgetKeyAgreement(authenticator)
    if (!(error instanceof CtapStatusError) || !PIN_REFUSALS.has(error.status)) throw error
    const pin = await readRetries(authenticator, options)
    throw new CtapStatusError(error.command, error.status, pin)
  }
}

// The refusal is what matters; a key that then fails to count must not hide it.
async function readRetries(
  authenticator: Authenticator,
  options: TransactOptions,
): Promise<PinRetries | null> {
  try {
    return await getPinRetries(authenticator, options)
  } catch {
    return null
  }
}
