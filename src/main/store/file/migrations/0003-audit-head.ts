import type { Kysely, Migration } from 'kysely'

/** The signed end of the journal's chain. */
export const auditHeadMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('audit_head')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('signature', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .execute()
  },
}
