import type { KeyDevice } from '../../ctap2/index.ts'
import type { Issuance } from '../../shared/records.ts'
import { ProcedureError, type Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import { KeySession } from '../key-session.ts'
import { watchSlots, withLimit } from '../watch-slots.ts'
import { findOnKey } from './find-on-key.ts'

/** Waits for exactly one key in the slots, and opens it. `waitMs` 0 takes what is there now. */
export async function takeKey(
  desk: Desk,
  talk: Conversation,
  waitMs: number,
  expected?: string,
): Promise<KeySession> {
  talk.show('insert-key')
  const device = await awaitOneKey(desk, talk, waitMs, expected)
  const session = await KeySession.open(desk.keys, device, talk.signal)
  await note(desk, talk, session)
  return session
}

/** The registry knows it was seen; one without a serial number is nobody in particular. */
async function note({ registry }: Desk, talk: Conversation, session: KeySession): Promise<void> {
  const { key, identity } = session
  talk.know({ key, keyState: 'untouched' })
  if (identity !== null) await registry.keys.note({ key, identity })
}

/** Waits for the key of an issuance. Throws ProcedureError `different-key` for another one. */
export async function takeKeyOf(
  desk: Desk,
  talk: Conversation,
  waitMs: number,
  row: Issuance,
): Promise<KeySession> {
  const session = await takeKey(desk, talk, waitMs, nameOfKey(row))
  if (await isKeyOf(desk, talk, session, row)) return session
  await session.close()
  throw new ProcedureError({ code: 'different-key' })
}

/** The key of an issuance where it is in the slot, alone; null when it is not. */
export async function findKeyOf(
  desk: Desk,
  talk: Conversation,
  row: Issuance,
): Promise<KeySession | null> {
  const [device, ...others] = await desk.keys.list()
  if (!device || others.length > 0) return null
  const session = await KeySession.open(desk.keys, device, talk.signal)
  if (await isKeyOf(desk, talk, session, row)) {
    await note(desk, talk, session)
    return session
  }
  await session.close()
  return null
}

async function isKeyOf(
  desk: Desk,
  talk: Conversation,
  session: KeySession,
  row: Issuance,
): Promise<boolean> {
  const rows = await findOnKey(desk, session, talk.signal)
  if (rows.some(({ id }) => id === row.id)) return true
  if (session.identity === null) {
    // Its credential is not known yet: any key of that model may be it, and a person says so.
    const { aaguid = '' } = session.key
    const alike = await desk.registry.issuances.listWithoutIdentity(aaguid)
    return row.credentialId === null && alike.some(({ id }) => id === row.id)
  }
  const ever = await desk.registry.issuances.listEverOnKey(session.identity)
  return ever.some(({ id }) => id === row.id)
}

function nameOfKey({ keyProduct, keySerial }: Issuance): string {
  return [keyProduct, keySerial].filter((part) => part !== null).join(' ')
}

async function awaitOneKey(
  desk: Desk,
  talk: Conversation,
  waitMs: number,
  expected?: string,
): Promise<KeyDevice> {
  const now = await desk.keys.list()
  const [only] = now
  if (only && now.length === 1) return only
  if (waitMs === 0) throw wrongCount(now.length)
  showCount(talk, now.length, expected)
  return await watchForOneKey(desk, talk, waitMs, expected)
}

async function watchForOneKey(
  desk: Desk,
  talk: Conversation,
  waitMs: number,
  expected?: string,
): Promise<KeyDevice> {
  const signal = withLimit(talk.signal, waitMs)
  let count = 0
  for await (const devices of watchSlots(desk.keys, signal)) {
    const [only] = devices
    if (only && devices.length === 1) return only
    count = devices.length
    showCount(talk, count, expected)
  }
  talk.signal.throwIfAborted()
  throw wrongCount(count)
}

function showCount(talk: Conversation, count: number, expected?: string): void {
  const insert = { act: 'insert-key', ...(expected && { expected }) } as const
  talk.show('insert-key', count === 0 ? insert : { act: 'leave-one-key', count })
}

function wrongCount(count: number): ProcedureError {
  return new ProcedureError(count === 0 ? { code: 'no-key' } : { code: 'several-keys', count })
}
