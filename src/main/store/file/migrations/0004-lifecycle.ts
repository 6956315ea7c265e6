import type { Kysely, Migration } from 'kysely'
import { countRows, liftIssuances, liftJournal } from './0004-lift.ts'

/** The whole lifecycle: keys, people, templates, claimed rows, and columns to search a million by. */
export const lifecycleMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await extendIssuances(db)
    await extendJournal(db)
    await createKeys(db)
    await createPeople(db)
    await createTemplates(db)
    await createCounts(db)
    await liftIssuances(db)
    await liftJournal(db)
    await indexIssuances(db)
    await countRows(db)
  },
}

async function extendIssuances(db: Kysely<unknown>): Promise<void> {
  const given = ['bundle_id', 'on_key', 'login_folded', 'name_folded', 'last_name_folded']
  for (const column of given) {
    await db.schema
      .alterTable('issuances')
      .addColumn(column, 'text', (one) => one.notNull().defaultTo(''))
      .execute()
  }
  const unknown = [
    'former_id',
    'inactive_by',
    'sealed_held',
    'sealed_attestation',
    'claimed_by',
    'group_ids',
    'serial_folded',
    'credential_folded',
    'product_folded',
  ]
  for (const column of unknown) {
    await db.schema.alterTable('issuances').addColumn(column, 'text').execute()
  }
  await db.schema.alterTable('issuances').addColumn('claimed_until', 'bigint').execute()
}

/** After the rows are lifted: an index is made faster than kept. */
async function indexIssuances(db: Kysely<unknown>): Promise<void> {
  // Nobody asks for these but by their folded neighbours.
  for (const column of ['login', 'key_serial']) {
    await db.schema.dropIndex(`issuances_${column}`).execute()
  }
  const placed = ['created_at', 'id', 'state', 'name_folded']
  const searched = ['login', 'last_name', 'serial', 'credential', 'product']
  const indexes: Record<string, string[]> = {
    bundle: ['bundle_id'],
    former: ['former_id'],
    claimed: ['claimed_by'],
    groups: ['group_ids', 'state'],
    state_updated: ['state', 'updated_at'],
    // The order of a page, with what it is filtered by: read without the rows.
    created: ['created_at', 'id', 'state'],
    state_created: ['state', 'created_at', 'id'],
    name: ['name_folded', 'id', 'state', 'created_at'],
  }
  for (const [name, columns] of Object.entries(indexes)) await index(db, 'issuances', name, columns)
  for (const name of searched) {
    await index(db, 'issuances', name, [`${name}_folded`, ...placed])
  }
}

async function extendJournal(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('audit')
    .addColumn('procedure', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  for (const column of ['request_id', 'login_folded', 'serial_folded']) {
    await db.schema.alterTable('audit').addColumn(column, 'text').execute()
    await index(db, 'audit', column, [column])
  }
  await index(db, 'audit', 'at', ['at'])
  await index(db, 'audit', 'fact', ['fact', 'seq'])
  await index(db, 'audit', 'procedure', ['procedure', 'seq'])
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('keys')
    .addColumn('identity', 'text', (column) => column.primaryKey())
    .addColumn('vendor_id', 'integer', (column) => column.notNull())
    .addColumn('product_id', 'integer', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull())
    .addColumn('aaguid', 'text')
    .addColumn('serial', 'text')
    .addColumn('firmware', 'text')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('product_folded', 'text', (column) => column.notNull())
    .addColumn('serial_folded', 'text')
    .execute()
  await index(db, 'keys', 'seen', ['last_seen_at', 'identity'])
  await index(db, 'keys', 'product', ['product_folded', 'identity'])
  await index(db, 'keys', 'serial', ['serial_folded', 'last_seen_at', 'identity'])
  await index(db, 'keys', 'aaguid', ['aaguid', 'last_seen_at', 'identity'])
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  const texts = ['provider', 'person_id', 'login', 'email', 'first_name', 'last_name', 'status']
  const folded = ['login_folded', 'email_folded', 'name_folded', 'last_name_folded']
  let table = db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
  for (const name of [...texts, ...folded]) {
    table = table.addColumn(name, 'text', (column) => column.notNull())
  }
  await table.execute()
  await index(db, 'people', 'seen', ['last_seen_at', 'id'])
  await index(db, 'people', 'name', ['name_folded', 'id'])
  for (const name of ['login', 'email', 'last_name']) {
    await index(db, 'people', name, [`${name}_folded`, 'last_seen_at', 'id'])
  }
}

async function createTemplates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('templates')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('retired_at', 'bigint')
    .addPrimaryKeyConstraint('templates_primary', ['id', 'version'])
    .execute()
}

async function createCounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('counts')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('rows', 'bigint', (column) => column.notNull())
    .execute()
}

async function index(db: Kysely<unknown>, table: string, name: string, columns: string[]) {
  await db.schema.createIndex(`${table}_by_${name}`).on(table).columns(columns).execute()
}
