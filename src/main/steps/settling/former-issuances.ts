import type { Issuance, Procedure } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import type { KeySession } from '../../desk/key-session.ts'
import { ProviderError } from '../../provider/provider.ts'
import { findRow } from './find-issuance.ts'

/**
 * The key was erased: what it held is of no use to anybody, and each row is committed to the deletion
 * of its factor, unless that is done. PINs that were on it open nothing any more.
 */
export async function retireFormers(
  desk: Desk,
  rows: readonly Pick<Issuance, 'id'>[],
): Promise<void> {
  const { issuances } = desk.registry
  for (const { id } of rows) {
    const { state } = await findRow(desk, id)
    const act = state === 'revoked' || state === 'expired' ? null : 'deleting'
    await issuances.update(id, { act, onKey: 'wiped', pin: null, held: null })
  }
}

/**
 * The same for a key that is blank now. What was over before and still on it is erased too, and a PIN
 * that was kept for it opens nothing.
 */
export async function retireOnKey(
  desk: Desk,
  { identity }: KeySession,
  rows: readonly Pick<Issuance, 'id'>[],
): Promise<void> {
  await retireFormers(desk, rows)
  const { issuances } = desk.registry
  const ever = identity === null ? [] : await issuances.listEverOnKey(identity)
  for (const { id, onKey, ...row } of ever.filter(isOver)) {
    const isHeld = onKey === 'credential' || onKey === 'unknown'
    if (isHeld) await issuances.update(id, { onKey: 'wiped', pin: null })
    else if (row.hasSealedPin) await issuances.update(id, { pin: null })
  }
}

/** What is over and was on this key, with a PIN that is sealed for it still. */
export async function listPinsKept(
  { registry }: Pick<Desk, 'registry'>,
  { identity }: KeySession,
): Promise<readonly Issuance[]> {
  const ever = identity === null ? [] : await registry.issuances.listEverOnKey(identity)
  return ever.filter((row) => row.hasSealedPin && isOver(row))
}

function isOver({ state, act }: Issuance): boolean {
  return act === null && (state === 'revoked' || state === 'expired')
}

/**
 * Deletes the factors of those rows that were retired. One that cannot be deleted now keeps its row
 * unfinished, for recovery to take up.
 */
export async function deleteFormers(
  desk: Desk,
  procedure: Procedure,
  rows: readonly Pick<Issuance, 'id'>[],
): Promise<void> {
  const { issuances } = desk.registry
  for (const { id } of rows) {
    const row = await findRow(desk, id)
    if (row.act !== 'deleting' || row.onKey !== 'wiped') continue
    if (await isFactorGone(desk, row)) {
      await issuances.update(row.id, { state: 'revoked', act: null, held: null })
      await writeFact(desk, 'issuance-revoked', aboutRow(procedure, row))
    } else {
      await issuances.update(row.id, { state: 'unfinished' })
    }
  }
}

/** Whether something of these was ended for good. */
export async function isAnyRevoked(
  desk: Desk,
  rows: readonly Pick<Issuance, 'id'>[],
): Promise<boolean> {
  const now = await Promise.all(rows.map(({ id }) => findRow(desk, id)))
  return now.some(({ state }) => state === 'revoked')
}

async function isFactorGone({ provider }: Desk, row: Issuance): Promise<boolean> {
  if (row.factorId === null) return true
  if (row.provider !== provider.host) return false
  try {
    await provider.deleteFactor(row.personId, row.factorId)
    return true
  } catch (error) {
    if (error instanceof ProviderError) return false
    throw error
  }
}
