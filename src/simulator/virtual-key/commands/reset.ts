import { refuse, Status } from '../status.ts'
import type { Command } from './command.ts'

/** authenticatorReset (section 6.6): soon after power came, with a touch. */
export const reset: Command = async (key, { transaction }) => {
  if (key.clock.now() - key.power.sinceMs > key.resetWindowMs) refuse(Status.notAllowed)
  await key.touchPad.collect(transaction)
  key.erase()
  return undefined
}
