import { dirname, join } from 'node:path'
import { Kysely, sql, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { migrate } from './migrations.ts'
import { registryErrorOf } from './registry-error.ts'
import type { Schema } from './schema.ts'

type Engine = typeof DatabaseSync

/**
 * `node:sqlite` where the platform has it (Electron 45 does); its API-compatible copy in
 * development on a Node without it.
 */
async function loadEngine(): Promise<Engine> {
  try {
    return (await import('node:sqlite')).DatabaseSync
  } catch {
    const development = '@photostructure/sqlite'
    const module = (await import(/* @vite-ignore */ development)) as { DatabaseSync: Engine }
    return module.DatabaseSync
  }
}

/**
 * Opens the registry's file, or a private one in memory for `:memory:`, and brings it up to date.
 * Throws RegistryError when it is corrupt, foreign, newer, locked, read-only or on a full disk.
 */
export async function openDatabase(file: string): Promise<Kysely<Schema>> {
  try {
    const dialect = new SqliteDialect({ database: await openSqlite(file) })
    const db = new Kysely<Schema>({ dialect })
    await migrate(db, () => keepCopy(db, file))
    return db
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/** The file as Kysely takes it, whatever is in it. */
export async function openSqlite(file: string): Promise<SqliteDatabase> {
  const Database = await loadEngine()
  const sqlite = new Database(file)
  // A commit is on the disk before the act it announces: FULL, not NORMAL.
  sqlite.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
  return adapt(sqlite)
}

/** A migration goes forward only; the way back is a dated copy beside the file. */
async function keepCopy(db: Kysely<Schema>, file: string): Promise<void> {
  const copy = join(dirname(file), `registry.${stampOf(new Date())}.before-migration.sqlite`)
  await sql`vacuum into ${copy}`.execute(db)
}

/** `20261123-071542`, for names of files. */
export function stampOf(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}

/** Kysely asks for better-sqlite3's face; node:sqlite differs in these few lines. */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare(text) {
      // A transaction that reads before it writes must not find the file taken in between.
      const statement = sqlite.prepare(text === 'begin' ? 'begin immediate' : text)
      const values = (parameters: readonly unknown[]) => parameters as (string | number | null)[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}
