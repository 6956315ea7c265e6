import type { Kysely, Migration } from 'kysely'

/** When activations of factors were sent: a provider takes only so many in a while, from whatever process. */
export const activationsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('activations')
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('sent_at', 'bigint', (column) => column.notNull())
      .execute()
  },
}
