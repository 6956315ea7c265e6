import type { Kysely, Migration } from 'kysely'

/** What spoke against a key when it was issued, as JSON. */
export const remarksMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('issuances').addColumn('remarks', 'text').execute()
  },
}
