import type { KeyDevice } from '../../../ctap2/index.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { onlyOneOf, watchSlots } from '../../desk/slots.ts'
import { ProcedureError } from '../../procedure-error.ts'

/** CTAP 2.2 section 6.6: a reset is taken within ten seconds of power-up. */
const resetWindowMs = 10_000

/**
 * Has the key pulled and plugged in again, and makes sure that the same one came back. Throws
 * ProcedureError `reset-too-late` when nobody does that in time.
 */
export async function reinsertKey({ desk, talk, session, waitMs }: AtKey): Promise<void> {
  if (waitMs === 0) throw new ProcedureError({ code: 'reset-too-late' })
  await session.close()
  talk.show('erase-key', { act: 'reinsert-key', windowMs: resetWindowMs })
  const slots = watchSlots(desk.keys, { signal: talk.signal, limitMs: waitMs })
  const device = await awaitReturn(slots, session.key.path)
  talk.signal.throwIfAborted()
  if (!device) throw new ProcedureError({ code: 'reset-too-late' })
  await session.reopen(device, talk.signal)
}

/** The one key that is there after the slot was seen without it. */
async function awaitReturn(
  slots: AsyncIterable<readonly KeyDevice[]>,
  path: string,
): Promise<KeyDevice | null> {
  let hasGone = false
  for await (const devices of slots) {
    if (!devices.some((device) => device.path === path)) hasGone = true
    const only = onlyOneOf(devices)
    if (hasGone && only) return only
  }
  return null
}
