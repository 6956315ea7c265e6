import type { Kysely, Migration } from 'kysely'

/** Issuances, the journal, and the key that seals fields. */
export const issuancesMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createIssuances(db)
    await createJournal(db)
    await createDataKeys(db)
  },
}

async function createIssuances(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('issuances')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('act', 'text')
    .addColumn('procedure', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('person_name', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('rp_id', 'text')
    .addColumn('factor_id', 'text')
    .addColumn('credential_id', 'text')
    .addColumn('public_key', 'text')
    .addColumn('aaguid', 'text')
    .addColumn('key_serial', 'text')
    .addColumn('key_product', 'text')
    .addColumn('key_identity', 'text')
    .addColumn('sealed_pin', 'text')
    .addColumn('template', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  const indexed = [
    'updated_at',
    'login',
    'person_id',
    'credential_id',
    'key_serial',
    'key_identity',
    'act',
  ]
  for (const column of indexed) {
    await db.schema.createIndex(`issuances_${column}`).on('issuances').column(column).execute()
  }
}

async function createJournal(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('fact', 'text', (column) => column.notNull())
    .addColumn('issuance_id', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_issuance_id').on('audit').column('issuance_id').execute()
}

async function createDataKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('keeper', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
}
