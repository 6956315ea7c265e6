import { changePin, getPinToken } from '../../ctap2/index.ts'
import type { FailureCause } from '../../shared/failure.ts'
import type { Issuance, Procedure } from '../../shared/records.ts'
import type { Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import { aboutKey, aboutRow, writeFact } from '../office.ts'
import { askForPin, pinRulesOf } from './choose-pin.ts'
import { demandPin, withTypedPin } from './enter-pin.ts'
import { changeKey, isRefusedFor } from './key-status.ts'

/** A key whose PIN the holder changes, and what the registry knows to be on it. */
export interface PinChange {
  readonly desk: Desk
  readonly talk: Conversation
  readonly session: KeySession
  readonly procedure: Procedure
  readonly rows: readonly Issuance[]
}

/**
 * The holder chooses a PIN of their own. The one before is the sealed one while there is one, else the
 * holder types it. A sealed PIN is purged once the key has the new one.
 */
export async function changeToOwnPin(change: PinChange): Promise<void> {
  const { talk, session } = change
  await demandPin(session, talk.signal)
  const sealed = await openSealedPin(change)
  if (sealed) await changeFromSealed(change, sealed)
  else await changeFromTyped(change)
}

async function changeFromSealed(change: PinChange, sealed: Uint8Array): Promise<void> {
  try {
    await changeFrom(change, sealed)
  } catch (error) {
    if (!isRefusedFor(error, 'CTAP2_ERR_PIN_INVALID')) throw error
    // Somebody changed it without the station: the holder knows which one it is.
    await changeFromTyped(change)
  } finally {
    sealed.fill(0)
  }
}

async function changeFromTyped(change: PinChange): Promise<void> {
  const { talk, session } = change
  await withTypedPin({ talk, session, step: 'set-pin' }, async (current) => {
    await verifyPin(change, current)
    await changeFrom(change, current)
  })
}

/** Before a new one is chosen. A key that demands another PIN tells only by the change itself. */
async function verifyPin({ session, talk, rows }: PinChange, pin: Uint8Array): Promise<void> {
  const { authenticator } = session
  if (authenticator.info.forcePINChange === true) return
  const rpId = rows[0]?.rpId ?? 'localhost'
  const request = { permissions: ['getAssertion'] as const, rpId }
  const token = await getPinToken(authenticator, pin, request, { signal: talk.signal })
  token.dispose()
}

async function changeFrom(change: PinChange, current: Uint8Array): Promise<void> {
  const { talk, session, rows } = change
  const info = await session.authenticator.currentInfo({ signal: talk.signal })
  const templateMinimum = rows[0]?.template.minimumPinLength ?? null
  const rules = pinRulesOf(info, templateMinimum)
  let refused: FailureCause | null = null
  for (;;) {
    const next = await askForPin(change, rules, refused)
    try {
      return await writeToKey(change, current, next)
    } catch (error) {
      if (!isRefusedFor(error, 'CTAP2_ERR_PIN_POLICY_VIOLATION')) throw error
      refused = { code: 'pin-policy' }
    } finally {
      next.fill(0)
    }
  }
}

async function writeToKey(change: PinChange, current: Uint8Array, next: Uint8Array): Promise<void> {
  const { desk, talk, session, rows, procedure } = change
  const { issuances } = desk.registry
  talk.show('set-pin')
  const announce = async (changes: Parameters<typeof issuances.update>[1]): Promise<void> => {
    for (const { id } of rows) await issuances.update(id, changes)
    talk.know({ act: changes.act ?? null })
  }
  await announce({ act: 'changing-pin' })
  try {
    await talk.hold(() =>
      changeKey(talk, talk.facts.keyState ?? 'untouched', 'pin-changed', () =>
        changePin(session.authenticator, current, next),
      ),
    )
  } catch (error) {
    // Refused is not done; without an answer the rows keep their act.
    if (talk.facts.keyState !== 'unknown') await announce({ act: null })
    throw error
  }
  await announce({ act: null, pin: null })
  const [row] = rows
  const about = row ? aboutRow(procedure, row) : aboutKey(procedure, session.key)
  await writeFact(desk, 'pin-changed', about)
}

async function openSealedPin({ desk, rows }: PinChange): Promise<Uint8Array | null> {
  const sealed = rows.find(({ hasSealedPin }) => hasSealedPin)
  return sealed ? await desk.registry.issuances.openPin(sealed.id) : null
}
