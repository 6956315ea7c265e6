import { setImmediate as breathe } from 'node:timers/promises'
import { sql, type Kysely, type Selectable } from 'kysely'
import { issuanceOf } from '../issuances/issuance-row.ts'
import { knownKeyOf } from '../keys.ts'
import { knownPersonOf } from '../people.ts'
import { proposalOf } from '../proposal-row.ts'
import type { Schema } from '../schema.ts'
import { templateOf } from '../templates.ts'
import type { UnreadableRows } from './unreadable-rows.ts'

const pageSize = 1000

/** A row, and where it stands in the order. */
type Walked<T extends keyof Schema> = Selectable<Schema[T]> & { readonly walked: string }

/** Reads every row of every table that is read row by row, and notes those that cannot be. */
export async function readEveryRow(db: Kysely<Schema>, unreadable: UnreadableRows): Promise<void> {
  unreadable.leaveOut(await db.selectFrom('templates').selectAll().execute(), templateOf)
  const nobody = { login: null, person_name: null, template: null }
  await walk('issuances', 'id', issuanceOf)
  await walk('keys', 'identity', knownKeyOf)
  await walk('people', 'id', knownPersonOf)
  await walk('proposals', 'id', (row) => proposalOf({ ...row, ...nobody }))

  /** Page by page, along a column that tells rows apart; others have a turn in between. */
  async function walk<T extends keyof Schema>(
    table: T,
    id: keyof Schema[T] & string,
    read: (row: Selectable<Schema[T]>) => unknown,
  ): Promise<void> {
    let after = sql`1 = 1`
    for (;;) {
      const { rows } = await sql<
        Walked<T>
      >`select *, ${sql.ref(id)} as walked from ${sql.table(table)}
        where ${after} order by ${sql.ref(id)} limit ${pageSize}`.execute(db)
      unreadable.leaveOut(rows, read)
      const last = rows.at(-1)
      if (!last || rows.length < pageSize) return
      after = sql`${sql.ref(id)} > ${last.walked}`
      await breathe()
    }
  }
}
