import type { Kysely } from 'kysely'
import { count } from '../rows/counts.ts'
import type { KeyTable, PersonTable, Schema } from '../schema.ts'

const pageSize = 500

/** Every row of a table, page by page; `read` gives those after an id, in the order of ids. */
export async function* inPages<Row>(
  read: (after: string, limit: number) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): AsyncGenerator<readonly Row[]> {
  for (let after = ''; ;) {
    const page = await read(after, pageSize)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = idOf(last)
  }
}

/** A key that both have seen was seen first when either saw it first, and is as who saw it last says. */
export async function joinKeys(from: Kysely<Schema>, into: Kysely<Schema>): Promise<void> {
  const query = from.selectFrom('keys').selectAll().orderBy('identity')
  const pages = inPages(
    (after, limit) => query.where('identity', '>', after).limit(limit).execute(),
    (row) => row.identity,
  )
  for await (const page of pages) {
    for (const row of page) await joinKey(into, row)
  }
}

async function joinKey(into: Kysely<Schema>, row: KeyTable): Promise<void> {
  const { identity } = row
  const query = into.selectFrom('keys').selectAll().where('identity', '=', identity)
  const there = await query.executeTakeFirst()
  if (there) {
    const merged = mergedKey(there, row)
    await into.updateTable('keys').set(merged).where('identity', '=', identity).execute()
  } else {
    await into.insertInto('keys').values(row).execute()
    await count(into, 'keys', 1)
  }
}

/** What was known and is not told the last time stays. */
function mergedKey(one: KeyTable, other: KeyTable): KeyTable {
  const isOneLater = one.last_seen_at >= other.last_seen_at
  const [before, last] = isOneLater ? [other, one] : [one, other]
  return {
    ...last,
    aaguid: last.aaguid ?? before.aaguid,
    serial: last.serial ?? before.serial,
    serial_folded: last.serial_folded ?? before.serial_folded,
    firmware: last.firmware ?? before.firmware,
    first_seen_at: Math.min(one.first_seen_at, other.first_seen_at),
  }
}

/** A person whom both know is as the provider told either of them last. */
export async function joinPeople(from: Kysely<Schema>, into: Kysely<Schema>): Promise<void> {
  const query = from.selectFrom('people').selectAll().orderBy('id')
  const pages = inPages(
    (after, limit) => query.where('id', '>', after).limit(limit).execute(),
    (row) => row.id,
  )
  for await (const page of pages) {
    for (const row of page) await joinPerson(into, row)
  }
}

async function joinPerson(into: Kysely<Schema>, row: PersonTable): Promise<void> {
  const { id, ...told } = row
  const added = await into
    .insertInto('people')
    .values(row)
    .onConflict((clause) => clause.column('id').doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) return await count(into, 'people', 1)
  await into
    .updateTable('people')
    .set(told)
    .where('id', '=', id)
    .where('last_seen_at', '<', told.last_seen_at)
    .execute()
}

/** An event is taken once, whichever of the two read it first. */
export async function joinProposals(from: Kysely<Schema>, into: Kysely<Schema>): Promise<void> {
  const query = from.selectFrom('proposals').selectAll().orderBy('id')
  const pages = inPages(
    (after, limit) => query.where('id', '>', after).limit(limit).execute(),
    (row) => row.id,
  )
  for await (const page of pages) {
    for (const row of page) {
      await into
        .insertInto('proposals')
        .values(row)
        .onConflict((clause) => clause.column('id').doNothing())
        .execute()
    }
  }
}

/** Each was sent once: one that is there already came with a join before. */
export async function joinActivations(from: Kysely<Schema>, into: Kysely<Schema>): Promise<void> {
  for (const row of await from.selectFrom('activations').selectAll().execute()) {
    const there = await into
      .selectFrom('activations')
      .select('sent_at')
      .where('provider', '=', row.provider)
      .where('person_id', '=', row.person_id)
      .where('sent_at', '=', row.sent_at)
      .executeTakeFirst()
    if (!there) await into.insertInto('activations').values(row).execute()
  }
}
