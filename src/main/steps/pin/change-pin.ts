import type { FailureCause } from '../../../shared/failure.ts'
import type { Act, Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { isRefusedFor } from '../key/key-status.ts'
import { lookUp } from '../key/look-up.ts'
import { findRow } from '../settling/find-issuance.ts'
import { withClaims } from '../settling/with-claims.ts'
import { askForPin, pinRulesOf } from './choose-pin.ts'
import { demandPin, verifyPin, withTypedPin } from './enter-pin.ts'
import { openPinGate, waitsForPin, withOwnPin } from './pin-gate.ts'
import { openSealedPin } from './sealed-pin.ts'
import { writeOwnPin, type PinChange } from './write-own-pin.ts'

/**
 * The holder chooses a PIN of their own. The one before is the sealed one while there is one, else the
 * holder types it. A sealed PIN is purged once the key has the new one, and where the first PIN was the
 * gate, nothing keeps the holder from signing in after it: the issuance is active. Resolves with what is
 * on the key: its PIN tells that, where nothing else did. Throws ProcedureError `still-uncertain`.
 */
export async function changeToOwnPin(change: PinChange): Promise<readonly Issuance[]> {
  const { desk, talk, session, rows } = change
  return await withClaims(desk, rows, async () => {
    await demandSettled(desk, rows)
    await demandPin(session, talk.signal)
    const sealed = await openSealedPin(desk, rows)
    const known = sealed ? await changeFromSealed(change, sealed) : await changeFromTyped(change)
    await withClaims(desk, known, () => openGates(change, known))
    return known
  })
}

async function openGates({ desk, talk, procedure }: PinChange, rows: readonly Issuance[]) {
  const waiting = rows.filter(waitsForPin)
  if (waiting.length === 0) return talk.skip('activate')
  talk.show('activate')
  for (const row of waiting) await openPinGate(desk, procedure, row, talk.signal)
}

async function changeFromSealed(
  change: PinChange,
  sealed: Uint8Array,
): Promise<readonly Issuance[]> {
  try {
    return await changeFrom(change, sealed)
  } catch (error) {
    if (!isRefusedFor(error, 'CTAP2_ERR_PIN_INVALID')) throw error
    // Somebody changed it without the station: the holder knows which one it is.
    return await changeFromTyped(change)
  } finally {
    sealed.fill(0)
  }
}

async function changeFromTyped(change: PinChange): Promise<readonly Issuance[]> {
  const { talk, session } = change
  return await withTypedPin(change, 'set-pin', async (current) => {
    // Before a new one is chosen.
    await verifyPin(session, current, change.rows[0]?.rpId ?? null, talk.signal)
    const known = await recogniseBy(change, current)
    const others = known.rows.filter((row) => !change.rows.includes(row))
    return await withClaims(change.desk, others, async () => {
      await demandSettled(change.desk, others)
      return await changeFrom(known, current)
    })
  })
}

/**
 * What a row was interrupted in is finished first: the act of a change would take its place. A change that
 * was interrupted may be done again.
 */
async function demandSettled(desk: Desk, rows: readonly Issuance[]): Promise<void> {
  for (const { id } of rows) {
    const { act } = await findRow(desk, id)
    if (isUncertain(act)) throw new ProcedureError({ code: 'still-uncertain', act })
  }
}

const isUncertain = (act: Act | null): act is Act => act !== null && act !== 'changing-pin'

/** What may be on the key is, or is not, once it has its PIN; one that must be changed tells later. */
async function recogniseBy(change: PinChange, pin: Uint8Array): Promise<PinChange> {
  const { talk, session, rows, possible } = change
  const { forcePINChange } = await session.authenticator.currentInfo({ signal: talk.signal })
  if (possible.length === 0 || forcePINChange === true) return change
  const { here } = await lookUp(session, possible, talk.signal, pin)
  return { ...change, rows: [...rows, ...here], possible: [] }
}

async function changeFrom(change: PinChange, current: Uint8Array): Promise<readonly Issuance[]> {
  const { talk, session, rows } = change
  const info = await session.authenticator.currentInfo({ signal: talk.signal })
  const templateMinimum = rows[0]?.template.minimumPinLength ?? null
  const rules = pinRulesOf(info, templateMinimum)
  let refused: FailureCause | null = null
  for (;;) {
    const next = await askForPin(change, rules, refused)
    try {
      if (await isTaken(change, current, next)) return await recogniseAfter(change, next)
      refused = { code: 'pin-policy' }
    } finally {
      next.fill(0)
    }
  }
}

/** False for a PIN that breaks a rule of the key's own. */
async function isTaken(change: PinChange, current: Uint8Array, next: Uint8Array): Promise<boolean> {
  try {
    await writeOwnPin(change, current, next)
    return true
  } catch (error) {
    if (isRefusedFor(error, 'CTAP2_ERR_PIN_POLICY_VIOLATION')) return false
    throw error
  }
}

/** A sealed PIN of what only the new PIN could tell to be on the key opens nothing any more. */
async function recogniseAfter(change: PinChange, next: Uint8Array): Promise<readonly Issuance[]> {
  const { desk, procedure, rows } = change
  const known = await recogniseBy(change, next)
  for (const row of known.rows.filter((one) => !rows.includes(one))) {
    const changes = isUncertain(row.act) ? { pin: null } : withOwnPin(row)
    await desk.registry.issuances.update(row.id, changes)
    await writeFact(desk, 'pin-changed', aboutRow(procedure, row))
  }
  return known.rows
}
