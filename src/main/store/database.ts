import { chmod } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Kysely, sql, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { demandNothingLost } from './file-signs.ts'
import { migrate } from './migrations.ts'
import { registryErrorOf } from './registry-error.ts'
import type { Schema } from './schema.ts'
import { stampOf } from './stamp.ts'

// Everything that only SQLite knows stands here: what else speaks SQL speaks PostgreSQL's as well.

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
 * Throws RegistryError when it is lost, corrupt, foreign, newer, locked, read-only or on a full disk.
 */
export async function openDatabase(file: string): Promise<Kysely<Schema>> {
  if (file !== ':memory:') await demandNothingLost(file)
  const db = await openUnchanged(file)
  try {
    await demandWritable(db)
    await migrate(db, () => copyInto(db, copyBefore(file)))
    return db
  } catch (error) {
    await db.destroy()
    throw registryErrorOf(error)
  }
}

/**
 * SQLite opens a file that it may not write without a word: the first write would be told instead.
 * Throws RegistryError.
 */
export async function demandWritable(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(() => Promise.resolve())
}

/** The file as it is, of whatever version. Throws RegistryError. */
export async function openUnchanged(file: string): Promise<Kysely<Schema>> {
  try {
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: await openSqlite(file) }) })
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/** The file as Kysely takes it, whatever is in it. */
export async function openSqlite(file: string): Promise<SqliteDatabase> {
  const Database = await loadEngine()
  const sqlite = new Database(file)
  try {
    // A commit is on the disk before the act it announces: FULL, not NORMAL.
    sqlite.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full')
    return adapt(sqlite)
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** Writes a whole, consistent copy into a new file that only this account can read. */
export async function copyInto(db: Kysely<Schema>, file: string): Promise<void> {
  await sql`vacuum into ${file}`.execute(db)
  await chmod(file, 0o600)
}

/** Whether every page and index of the file agrees with the others. */
export async function isWhole(db: Kysely<Schema>): Promise<boolean> {
  const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  return check.rows[0]?.integrity_check === 'ok'
}

/** Takes the file for itself and brings its write-ahead log into it, so that it is whole alone. */
export async function mergeLog(file: string): Promise<void> {
  const sqlite = await openSqlite(file)
  try {
    sqlite.prepare('pragma journal_mode = delete').all([])
  } finally {
    sqlite.close()
  }
}

/** A migration goes forward only; the way back is a dated copy beside the file. */
function copyBefore(file: string): string {
  return join(dirname(file), `registry.${stampOf(new Date())}.before-migration.sqlite`)
}

/** Kysely asks for better-sqlite3's face; node:sqlite differs in these few lines. */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare: (text) => told(() => prepare(sqlite, text)),
  }
}

function prepare(sqlite: DatabaseSync, text: string) {
  // A transaction that reads before it writes must not find the file taken in between.
  const statement = sqlite.prepare(text === 'begin' ? 'begin immediate' : text)
  const values = (parameters: readonly unknown[]) => parameters as (string | number | null)[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => told(() => statement.all(...values(parameters))),
    run(parameters: readonly unknown[]) {
      // SQLite has rolled back by itself when the disk is full; the error is that one, not a second.
      if (text === 'rollback' && !sqlite.isTransaction) return { changes: 0, lastInsertRowid: 0 }
      return told(() => statement.run(...values(parameters)))
    },
    iterate: (parameters: readonly unknown[]) =>
      told(() => statement.iterate(...values(parameters))),
  }
}

/** A disk that is full or gone in the middle of work is told as it is at the start. */
function told<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw registryErrorOf(error)
  }
}
