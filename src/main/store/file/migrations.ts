import {
  DEFAULT_MIGRATION_LOCK_TABLE,
  DEFAULT_MIGRATION_TABLE,
  Migrator,
  sql,
  type Kysely,
  type Migration,
} from 'kysely'
import type { Schema } from '../schema.ts'
import { issuancesMigration } from './migrations/0001-issuances.ts'
import { proposalsMigration } from './migrations/0002-proposals.ts'
import { auditHeadMigration } from './migrations/0003-audit-head.ts'
import { lifecycleMigration } from './migrations/0004-lifecycle.ts'
import { remarksMigration } from './migrations/0005-remarks.ts'
import { knownJournalMigration } from './migrations/0006-known-journal.ts'
import { activationsMigration } from './migrations/0007-activations.ts'
import { RegistryError } from './registry-error.ts'

/** Forward only, by name in order. */
const migrations = {
  '0001-issuances': issuancesMigration,
  '0002-proposals': proposalsMigration,
  '0003-audit-head': auditHeadMigration,
  '0004-lifecycle': lifecycleMigration,
  '0005-remarks': remarksMigration,
  '0006-known-journal': knownJournalMigration,
  '0007-activations': activationsMigration,
}

/** Whose database this is, by its tables and the first migration. */
export async function originOf(db: Kysely<Schema>): Promise<'nobody' | 'registry' | 'foreign'> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (tables.length === 0) return 'nobody'
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return 'foreign'
  const migrator = new Migrator({ db, provider: { getMigrations } })
  const [oldest] = await migrator.getMigrations()
  if (oldest?.executedAt) return 'registry'
  return tables.every(({ name }) => isKyselys(name)) ? 'nobody' : 'foreign'
}

const isKyselys = (name: string) =>
  name === DEFAULT_MIGRATION_TABLE || name === DEFAULT_MIGRATION_LOCK_TABLE

/** Whether it is a registry that migrations of this version were not done to yet. */
export async function isOld(db: Kysely<Schema>): Promise<boolean> {
  const known = await new Migrator({ db, provider: { getMigrations } }).getMigrations()
  return known.some(({ executedAt }) => executedAt) && known.some((one) => !one.executedAt)
}

/** Whether a later version of the station has changed it. */
export async function isNewer(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}
  `.execute(db)
  return rows.some(({ name }) => !(name in migrations))
}

/** Brings the schema up to date. Throws RegistryError `newer` for a database of a later version. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest()
  if (error === undefined) return
  if (error instanceof Error && /missing|corrupted migrations/i.test(error.message)) {
    throw new RegistryError('newer', { cause: error })
  }
  throw error
}

/** All migrations by name; what Kysely's Migrator asks for. */
export function getMigrations(): Promise<Record<string, Migration>> {
  return Promise.resolve(migrations)
}
