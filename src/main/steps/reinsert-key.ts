import type { KeyDevice } from '../../ctap2/index.ts'
import { ProcedureError, type Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import { watchSlots } from '../watch-slots.ts'

/** CTAP 2.2 section 6.6: a reset is taken within ten seconds of power-up. */
const resetWindowMs = 10_000

/** Has the key pulled and plugged in again, and makes sure that the same one came back. */
export async function reinsertKey(
  desk: Desk,
  talk: Conversation,
  session: KeySession,
): Promise<void> {
  await session.close()
  talk.show('erase-key', { act: 'reinsert-key', windowMs: resetWindowMs })
  const device = await awaitReturn(desk, talk, session.key.path)
  await session.reopen(device, talk.signal)
}

/** The one key that is there after the slot was seen without it. */
async function awaitReturn(desk: Desk, talk: Conversation, path: string): Promise<KeyDevice> {
  let hasGone = false
  for await (const devices of watchSlots(desk.keys, talk.signal)) {
    if (!devices.some((device) => device.path === path)) hasGone = true
    const [only] = devices
    if (hasGone && only && devices.length === 1) return only
  }
  talk.signal.throwIfAborted()
  throw new ProcedureError({ code: 'no-key' })
}
