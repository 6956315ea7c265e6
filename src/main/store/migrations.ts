import { Migrator, type Kysely, type Migration } from 'kysely'
import { issuancesMigration } from './migrations/0001-issuances.ts'
import { proposalsMigration } from './migrations/0002-proposals.ts'
import { auditHeadMigration } from './migrations/0003-audit-head.ts'
import { RegistryError } from './registry-error.ts'
import type { Schema } from './schema.ts'

/** Forward only, by name in order. */
const migrations = {
  '0001-issuances': issuancesMigration,
  '0002-proposals': proposalsMigration,
  '0003-audit-head': auditHeadMigration,
}

/**
 * Brings the schema up to date; `beforeChange` is called first when there is something to lose. Throws
 * RegistryError `newer` for a file of a later version.
 */
export async function migrate(
  db: Kysely<Schema>,
  beforeChange: () => Promise<void>,
): Promise<void> {
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
