import type { Kysely, Migration } from 'kysely'

/** What happened at the provider, and where reading its log ended. */
export const proposalsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('proposals')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('issuance_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('proposal', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('decision', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('proposals_decision').on('proposals').column('decision').execute()
    await db.schema
      .createTable('cursors')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}
