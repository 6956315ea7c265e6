import type { Issuance } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { isCertain } from '../key/key-status.ts'
import { isInUse } from '../settling/with-claims.ts'

/**
 * Notes around the erasure of a key that nobody could recognise. Each row that may have been on it says
 * that this is not known, from before it is tried; what certainly did not happen takes that back.
 */
export async function noteUnrecognised(
  { desk, talk }: AtKey,
  unrecognised: readonly Issuance[],
  erase: () => Promise<void>,
): Promise<void> {
  const rows = unrecognised.filter(({ onKey }) => onKey === 'credential')
  for (const row of rows) await note(desk, row, 'unknown')
  try {
    await erase()
  } catch (error) {
    if (isCertain(error)) for (const row of rows) await note(desk, row, 'credential')
    throw error
  }
  for (const row of rows) await writeFact(desk, 'key-doubted', aboutRow(talk.procedure, row))
  if (unrecognised.length > 0) talk.remark('key-not-recognised')
}

/** A row that another station works on is left: its key is in a slot there, so it is not this one. */
async function note(
  { registry }: Desk,
  { id }: Issuance,
  onKey: 'unknown' | 'credential',
): Promise<void> {
  try {
    await registry.issuances.update(id, { onKey })
  } catch (error) {
    if (!isInUse(error)) throw error
  }
}
