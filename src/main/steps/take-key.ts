import type { KeyDevice } from '../../ctap2/index.ts'
import { ProcedureError, type Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import { KeySession } from '../key-session.ts'
import { watchSlots, withLimit } from '../watch-slots.ts'

/** Waits for exactly one key in the slots, and opens it. `waitMs` 0 takes what is there now. */
export async function takeKey(desk: Desk, talk: Conversation, waitMs: number): Promise<KeySession> {
  talk.show('insert-key')
  const device = await awaitOneKey(desk, talk, waitMs)
  const session = await KeySession.open(desk.keys, device, talk.signal)
  talk.know({ key: session.key, keyState: 'untouched' })
  return session
}

async function awaitOneKey(desk: Desk, talk: Conversation, waitMs: number): Promise<KeyDevice> {
  const now = await desk.keys.list()
  const [only] = now
  if (only && now.length === 1) return only
  if (waitMs === 0) throw wrongCount(now.length)
  showCount(talk, now.length)
  return await watchForOneKey(desk, talk, waitMs)
}

async function watchForOneKey(desk: Desk, talk: Conversation, waitMs: number): Promise<KeyDevice> {
  const signal = withLimit(talk.signal, waitMs)
  let count = 0
  for await (const devices of watchSlots(desk.keys, signal)) {
    const [only] = devices
    if (only && devices.length === 1) return only
    count = devices.length
    showCount(talk, count)
  }
  talk.signal.throwIfAborted()
  throw wrongCount(count)
}

function showCount(talk: Conversation, count: number): void {
  talk.show('insert-key', count === 0 ? { act: 'insert-key' } : { act: 'leave-one-key', count })
}

function wrongCount(count: number): ProcedureError {
  return new ProcedureError(count === 0 ? { code: 'no-key' } : { code: 'several-keys', count })
}
