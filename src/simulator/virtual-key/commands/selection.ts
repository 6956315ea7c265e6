import type { Command } from './command.ts'

/** authenticatorSelection (section 6.9): a touch, nothing else. */
export const selection: Command = async (key, { transaction }) => {
  await key.touchPad.collect(transaction)
  return undefined
}
