import type { Authenticator } from '../authenticator.ts'
import { COMMAND } from '../command-codes.ts'
import type { TransactOptions } from '../hid/channel.ts'
import { TOUCH_LIMITS } from './limits.ts'

/** Waits for a touch, to tell this key from others (CTAP 2.2 §6.9). Only keys of CTAP 2.1 know it. */
export async function selection(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<void> {
  const limits = { ...TOUCH_LIMITS, ...options }
  await authenticator.send(COMMAND.authenticatorSelection, undefined, limits)
}
