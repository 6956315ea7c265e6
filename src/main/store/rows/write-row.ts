import type { Kysely } from 'kysely'
import type { Claims } from '../claims.ts'
import type { IssuanceTable, Schema } from '../schema.ts'
import { countMove } from './counts.ts'

/** By whose claims rows are written, and when. */
export interface WriteGuard {
  readonly claims: Claims
  readonly now: () => number
}

/** Columns of an issuance to be written. */
export type RowToWrite = readonly [id: string, columns: Partial<IssuanceTable>]

/** A row could not be written, and so none of those that were to be written with it. */
class NotWritten extends Error {
  override readonly name = 'NotWritten'
}

/** Writes several rows in one commit, or none: false then. */
export async function writeRows(
  db: Kysely<Schema>,
  guard: WriteGuard,
  rows: readonly RowToWrite[],
): Promise<boolean> {
  try {
    await db.transaction().execute(async (trx) => {
      for (const [id, columns] of rows) {
        if (!(await writeRow(trx, guard, id, columns))) throw new NotWritten()
      }
    })
    return true
  } catch (error) {
    if (error instanceof NotWritten) return false
    throw error
  }
}

/**
 * Writes columns of an issuance and counts its move from state to state; a claim of ours holds for
 * another while. False when there is no such row, another station has claimed it, or has while this one
 * worked on it. Belongs into a transaction.
 */
export async function writeRow(
  db: Kysely<Schema>,
  { claims, now }: WriteGuard,
  id: string,
  columns: Partial<IssuanceTable>,
): Promise<boolean> {
  const before = await db
    .selectFrom('issuances')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  const written = await db
    .updateTable('issuances')
    .set({ ...columns, updated_at: now() })
    .set((row) => ({
      claimed_until: row
        .case()
        .when('claimed_by', 'is not', null)
        .then(claims.until)
        .else(row.ref('claimed_until'))
        .end(),
    }))
    .where('id', '=', id)
    .where(claims.isWritable(id))
    .executeTakeFirst()
  if (!before || written.numUpdatedRows === 0n) return false
  await countMove(db, before.state, columns.state)
  return true
}
