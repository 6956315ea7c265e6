import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { EventCursor, EventWatch } from '../provider/provider.ts'
import { storedIds } from './issuances/issuance-schema.ts'
import { live } from './provider-news.ts'
import { jsonOf, readRow } from './rows/read-row.ts'
import type { Schema } from './schema.ts'

const cursorName = 'provider-events'

const cursorSchema = z.object({
  value: jsonOf(z.object({ since: z.number(), seen: z.array(z.string()) })),
})

/** The provider tells of what the station did within minutes; a station that was off, later. */
const ownFactsMs = 3 * 24 * 3_600_000

/** Where the last reading ended; null before the first. Throws ProcedureError `row-unreadable`. */
export async function readCursor(db: Kysely<Schema>): Promise<EventCursor | null> {
  const row = await db
    .selectFrom('cursors')
    .select('value')
    .where('name', '=', cursorName)
    .executeTakeFirst()
  return row ? readRow('cursors', cursorName, cursorSchema, row).value : null
}

/** The next reading goes on from here. */
export async function writeCursor(db: Kysely<Schema>, cursor: EventCursor): Promise<void> {
  const value = JSON.stringify(cursor)
  await db
    .insertInto('cursors')
    .values({ name: cursorName, value })
    .onConflict((clause) => clause.column('name').doUpdateSet({ value }))
    .execute()
}

/** Whose events concern a registry, and which were its own doing. `now`: epoch milliseconds. */
export async function readWatch(db: Kysely<Schema>, now: number): Promise<EventWatch> {
  const rows = await db
    .selectFrom('issuances')
    .select(['person_id', 'factor_id'])
    .where('state', 'in', live)
    .execute()
  return {
    personIds: new Set(rows.map((row) => row.person_id)),
    factorIds: new Set(rows.flatMap((row) => row.factor_id ?? [])),
    groupIds: await readGroupIds(db),
    ownRequestIds: await readRequestIds(db, now - ownFactsMs),
  }
}

/** Groups that cannot be read are nobody's news; the row that names them is told of where it is listed. */
async function readGroupIds(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('issuances')
    .select('group_ids')
    .distinct()
    .where('group_ids', 'is not', null)
    .where('state', 'in', live)
    .execute()
  return new Set(rows.flatMap(({ group_ids: ids }) => storedIds.safeParse(ids).data ?? []))
}

async function readRequestIds(db: Kysely<Schema>, since: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('audit')
    .select('request_id')
    .where('at', '>=', since)
    .where('request_id', 'is not', null)
    .execute()
  return new Set(rows.flatMap((row) => row.request_id ?? []))
}
