import {
  CtapHidError,
  CtapStatusError,
  KeyProtocolError,
  KeyTransportError,
  type KeyDevice,
} from '../../../ctap2/index.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { StepName } from '../../../shared/run.ts'
import type { AtDesk, AtKey } from '../../desk/at-key.ts'
import type { Conversation } from '../../desk/conversation.ts'
import { hasPin } from '../../desk/key-policy.ts'
import { describeDevice, KeySession } from '../../desk/key-session.ts'
import { onlyOneOf, watchSlots, wrongCount } from '../../desk/slots.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { findOnKey } from './find-on-key.ts'
import { askWhich, decide, recogniseKey, type Recognised } from './recognise-key.ts'

/** Waits for exactly one key in the slots, and opens it. `waitMs` 0 takes what is there now. */
export async function takeKey(at: AtDesk, expected?: string): Promise<AtKey> {
  const { desk, talk } = at
  talk.show('insert-key')
  const device = await awaitOneKey(at, expected)
  // Opening a key writes nothing to it, also where it does not come about.
  talk.know({ key: describeDevice(device), keyState: 'untouched' })
  const session = await KeySession.open(desk.keys, device, talk.signal)
  return await closeOnError(session, async () => {
    await note({ ...at, session })
    return { ...at, session }
  })
}

/** The registry knows it was seen; one without a serial number is nobody in particular. */
async function note({ desk, talk, session }: AtKey): Promise<void> {
  const { key, identity } = session
  talk.know({ key, keyState: 'untouched' })
  if (identity !== null) await desk.registry.keys.note({ key, identity })
}

/** The key of an issuance. */
export interface TakenKey {
  readonly at: AtKey
  /** What its PIN or a person told of it; null where nobody was asked. */
  readonly known: Recognised | null
}

/** Waits for the key of an issuance. Throws ProcedureError `different-key` for another one. */
export async function takeKeyOf(where: AtDesk, row: Issuance): Promise<TakenKey> {
  const at = await takeKey(where, nameOfKey(row))
  return await closeOnError(at.session, async () => {
    const taken = await asKeyOf(at, row, 'insert-key')
    if (taken) return taken
    throw new ProcedureError({ code: 'different-key' })
  })
}

/**
 * The key of an issuance where it is in the slot, alone; null when it is not, or when it cannot be told
 * and no step is named at which a person is asked. One that cannot be opened, does not answer, or is
 * pulled meanwhile is not there: what is done does not depend on it.
 */
export async function findKeyOf(
  at: AtDesk,
  row: Issuance,
  step: StepName | null,
): Promise<TakenKey | null> {
  try {
    return await lookInSlot(at, row, step)
  } catch (error) {
    at.talk.signal.throwIfAborted()
    if (isOfKey(error)) return null
    throw error
  }
}

/** Also a PIN that was blocked while it was asked for; a person who says no stops the run. */
function isOfKey(error: unknown): boolean {
  return [CtapStatusError, CtapHidError, KeyProtocolError, KeyTransportError, ProcedureError].some(
    (kind) => error instanceof kind,
  )
}

async function lookInSlot(
  where: AtDesk,
  row: Issuance,
  step: StepName | null,
): Promise<TakenKey | null> {
  const { desk, talk } = where
  const device = onlyOneOf(await desk.keys.list())
  if (!device) return null
  const session = await KeySession.open(desk.keys, device, talk.signal)
  return await closeOnError(session, async () => {
    const at = { ...where, session }
    const taken = await asKeyOf(at, row, step)
    if (taken) await note(at)
    else await session.close()
    return taken
  })
}

/** Looking at a key asks people too, who may say no or pull it. */
async function closeOnError<T>(session: KeySession, look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    await session.close()
    throw error
  }
}

/** The key in this session where it is that of the issuance, else null. */
async function asKeyOf(at: AtKey, row: Issuance, step: StepName | null): Promise<TakenKey | null> {
  const { desk, talk, session } = at
  const isAmong = (rows: readonly Issuance[]): boolean => rows.some(({ id }) => id === row.id)
  const { rows, possible } = await findOnKey(desk, session, talk.signal)
  if (isAmong(rows)) return { at, known: null }
  // What became of one that was interrupted is found out next: the serial number is enough for that.
  const isTold = session.identity !== null && row.act !== null
  if (!isTold && isAmong(possible)) {
    if (step === null) return null
    const known = await recogniseKey(at, step)
    return isAmong(known.rows) ? { at, known } : null
  }
  const { identity } = session
  const isIt =
    identity === null
      ? await isAlike(at, row, step)
      : isAmong(await desk.registry.issuances.listEverOnKey(identity))
  return isIt ? { at, known: null } : null
}

/** Nothing on it could tell: any key of that model may be it, and a person says so. */
async function isAlike(at: AtKey, row: Issuance, step: StepName | null): Promise<boolean> {
  const { desk, session } = at
  const alike = await desk.registry.issuances.listWithoutIdentity(session.key.aaguid ?? '')
  if (!alike.some(({ id }) => id === row.id)) return false
  if (row.credentialId === null) return true
  // It was to be erased, and a key that was has nothing left to be known by.
  if (row.act !== 'erasing' || hasPin(session.authenticator.info) || step === null) return false
  const word = await askWhich(at, step, [row], false)
  const { rows } = await decide(at, [row], word)
  return rows.length > 0
}

function nameOfKey({ keyProduct, keySerial }: Issuance): string {
  return [keyProduct, keySerial].filter((part) => part !== null).join(' ')
}

async function awaitOneKey(at: AtDesk, expected?: string): Promise<KeyDevice> {
  const { desk, talk, waitMs } = at
  const now = await desk.keys.list()
  const only = onlyOneOf(now)
  if (only) return only
  if (waitMs === 0) throw wrongCount(now.length)
  showCount(talk, now.length, expected)
  return await watchForOneKey(at, expected)
}

async function watchForOneKey(
  { desk, talk, waitMs }: AtDesk,
  expected?: string,
): Promise<KeyDevice> {
  const limits = { signal: talk.signal, limitMs: waitMs }
  let count = 0
  for await (const devices of watchSlots(desk.keys, limits)) {
    const only = onlyOneOf(devices)
    if (only) return only
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
