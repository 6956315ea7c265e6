import {
  DEFAULT_MIGRATION_LOCK_TABLE,
  DEFAULT_MIGRATION_TABLE,
  Migrator,
  type Kysely,
  type Migration,
} from 'kysely'
import { issuancesMigration } from './migrations/0001-issuances.ts'
import { proposalsMigration } from './migrations/0002-proposals.ts'
import { auditHeadMigration } from './migrations/0003-audit-head.ts'
import { lifecycleMigration } from './migrations/0004-lifecycle.ts'
import { remarksMigration } from './migrations/0005-remarks.ts'
import { RegistryError } from './registry-error.ts'
import type { Schema } from './schema.ts'

/** Forward only, by name in order. */
const migrations = {
  '0001-issuances': issuancesMigration,
  '0002-proposals': proposalsMigration,
  '0003-audit-head': auditHeadMigration,
  '0004-lifecycle': lifecycleMigration,
  '0005-remarks': remarksMigration,
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

/**
 * Brings the schema up to date; `beforeChange` is called first when there is something to lose. Throws
 * RegistryError `newer` for a database of a later version, `corrupt` for another program's.
 */
export async function migrate(
  db: Kysely<Schema>,
  beforeChange: () => Promise<void>,
): Promise<void> {
  if ((await originOf(db)) === 'foreign') throw new RegistryError('corrupt')
  const migrator = new Migrator({ db, provider: { getMigrations } })
  const known = await migrator.getMigrations()
  const isOld = known.some(({ executedAt }) => executedAt) && known.some((one) => !one.executedAt)
  if (isOld) await beforeChange()
  const { error } = await migrator.migrateToLatest()
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
