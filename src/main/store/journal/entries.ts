import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Place } from './entry.ts'

/** Where the journal ends, by its own words. */
export async function lastEntry(db: Kysely<Schema>): Promise<Place | undefined> {
  return await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whether the journal has this entry, by its own words. */
export async function stands(db: Kysely<Schema>, { seq, hash }: Place): Promise<boolean> {
  if (seq === 0) return true
  const row = await db.selectFrom('audit').select('hash').where('seq', '=', seq).executeTakeFirst()
  return row?.hash === hash
}
