import { Migrator, type Kysely } from 'kysely'
import { issuancesMigration } from './migrations/0001-issuances.ts'
import { proposalsMigration } from './migrations/0002-proposals.ts'
import { RegistryError } from './registry-error.ts'
import type { Schema } from './schema.ts'

/** Forward only, by name in order. */
const migrations = {
  '0001-issuances': issuancesMigration,
  '0002-proposals': proposalsMigration,
}

/** Brings the schema up to date. Throws RegistryError `newer` for a file of a later version. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error === undefined) return
  if (error instanceof Error && /missing|corrupted migrations/i.test(error.message)) {
    throw new RegistryError('newer', { cause: error })
  }
  throw error
}
