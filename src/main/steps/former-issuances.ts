import type { Issuance, Procedure } from '../../shared/records.ts'
import type { Desk } from '../desk.ts'
import { IdpError } from '../idp.ts'
import { aboutRow, writeFact } from '../office.ts'

/**
 * The key was wiped: what it held is of no use to anybody, and each row is committed to the deletion
 * of its factor. PINs that were on it open nothing any more.
 */
export async function retireFormers(desk: Desk, rows: readonly Issuance[]): Promise<void> {
  const { issuances } = desk.registry
  for (const { id } of rows) {
    await issuances.update(id, { act: 'deleting', onKey: 'wiped', pin: null, held: null })
  }
}

/**
 * Deletes the factors of rows that are committed to it. One that cannot be deleted now keeps its row
 * unfinished, for recovery to take up.
 */
export async function deleteFormers(
  desk: Desk,
  procedure: Procedure,
  rows: readonly Issuance[],
): Promise<void> {
  const { issuances } = desk.registry
  for (const row of rows) {
    if (await isFactorGone(desk, row)) {
      await issuances.update(row.id, { state: 'revoked', act: null, held: null })
      await writeFact(desk, 'issuance-revoked', aboutRow(procedure, row))
    } else {
      await issuances.update(row.id, { state: 'unfinished' })
    }
  }
}

async function isFactorGone({ provider }: Desk, row: Issuance): Promise<boolean> {
  if (row.factorId === null) return true
  if (row.provider !== provider.host) return false
  try {
    await provider.deleteFactor(row.personId, row.factorId)
    return true
  } catch (error) {
    if (error instanceof IdpError) return false
    throw error
  }
}
