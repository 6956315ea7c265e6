import type { Kysely } from 'kysely'
import type { IssuanceState } from '../../../shared/records.ts'
import type { Schema } from '../schema.ts'

/** What is counted as it is written. */
export type Counted = `issuances.${IssuanceState}` | 'keys' | 'people'

/** Counts rows that came, or went; in the same transaction as they do. */
export async function count(db: Kysely<Schema>, name: Counted, by: number): Promise<void> {
  await db
    .insertInto('counts')
    .values({ name, rows: by })
    .onConflict((clause) =>
      clause.column('name').doUpdateSet((row) => ({ rows: row(row.ref('counts.rows'), '+', by) })),
    )
    .execute()
}

/** Counts an issuance that went from one state to another. */
export async function countMove(
  db: Kysely<Schema>,
  from: IssuanceState,
  to: IssuanceState | undefined,
): Promise<void> {
  if (to === undefined || to === from) return
  await count(db, `issuances.${from}`, -1)
  await count(db, `issuances.${to}`, 1)
}

/** How many rows there are in all of these. */
export async function countOf(db: Kysely<Schema>, names: readonly Counted[]): Promise<number> {
  const rows = await db.selectFrom('counts').select('rows').where('name', 'in', names).execute()
  return rows.reduce((sum, row) => sum + row.rows, 0)
}
