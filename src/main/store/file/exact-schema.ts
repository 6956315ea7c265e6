import { Kysely, Migrator, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { getMigrations } from './migrations.ts'
import { RegistryDialect } from './registry-dialect.ts'
import { RegistryError } from './registry-error.ts'
import { openSqlite } from './sqlite.ts'

/** One line of sqlite_master: a table, an index, and whatever else a file can bring. */
interface Definition {
  readonly type: string
  readonly name: string
  readonly table: string
  readonly sql: string | null
}

/**
 * A file is data, never rules: it may have the tables and indices that the migrations up to its own version
 * make, to the letter, and nothing beside: a trigger or a view of somebody else's would decide what the
 * station reads and keeps. Throws RegistryError `foreign-rules`.
 */
export async function demandExactSchema(db: Kysely<Schema>): Promise<void> {
  const found = await definitionsOf(db)
  const wanted = await definitionsAt(await versionOf(db))
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new RegistryError('foreign-rules')
}

async function versionOf(db: Kysely<Schema>): Promise<string | null> {
  const migrations = await new Migrator({ db, provider: { getMigrations } }).getMigrations()
  return migrations.findLast(({ executedAt }) => executedAt)?.name ?? null
}

/** What a registry of this version consists of. */
async function definitionsAt(version: string | null): Promise<readonly Definition[]> {
  const db = new Kysely<Schema>({
    dialect: new RegistryDialect({ database: await openSqlite(':memory:') }),
  })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations } })
    const { error } = version === null ? {} : await migrator.migrateTo(version)
    if (error !== undefined) throw error
    return await definitionsOf(db)
  } finally {
    await db.destroy()
  }
}

/** SQLite's own tables and indices have names that nobody else may give. */
async function definitionsOf(db: Kysely<Schema>): Promise<readonly Definition[]> {
  const { rows } = await sql<Definition>`
    select type, name, tbl_name as "table", sql from sqlite_master
    where name not like 'sqlite\\_%' escape '\\' order by type, name
  `.execute(db)
  return rows
}
