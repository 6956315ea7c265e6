import { Kysely } from 'kysely'
import { createMemorySecrets } from '../../src/main/secrets/key-file.ts'
import type { Secrets } from '../../src/main/secrets/secrets.ts'
import { createClaimant, type Claimant } from '../../src/main/store/claimant.ts'
import { openDatabase } from '../../src/main/store/file/database.ts'
import { migrate } from '../../src/main/store/file/migrations.ts'
import { memoryWitness, type Witness } from '../../src/main/store/journal/witness.ts'
import { registryOver } from '../../src/main/store/registry.ts'
import type { Schema } from '../../src/main/store/schema.ts'
import { pgliteDialect } from './pglite-dialect.ts'

/** The engines a registry runs on: today's, and the one for several stations later. */
export const engines = [
  { name: 'SQLite', open: () => openDatabase(':memory:') },
  { name: 'PostgreSQL', open: openPostgres },
] as const

async function openPostgres(): Promise<Kysely<Schema>> {
  const db = new Kysely<Schema>({ dialect: pgliteDialect() })
  await migrate(db)
  return db
}

/** Empties every table: an engine that starts in seconds is started once. */
export async function empty(db: Kysely<Schema>): Promise<void> {
  const tables = await db.introspection.getTables()
  for (const { name } of tables) await db.deleteFrom(name as keyof Schema).execute()
}

/** A station at the registry; several of them share one database. */
export function stationAt(
  db: Kysely<Schema>,
  options: { now?: () => number; secrets?: Secrets; claimant?: Claimant; witness?: Witness } = {},
) {
  const { now = Date.now, secrets = createMemorySecrets() } = options
  const { claimant = createClaimant(), witness = memoryWitness() } = options
  const keepers = { secrets, journal: { secrets, witness } }
  return registryOver(db, keepers, now, claimant)
}
