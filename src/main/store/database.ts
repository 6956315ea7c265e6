import { chmod } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Kysely, sql, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { applicationId, demandNothingLost, versions } from './file-signs.ts'
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
  const sqlite = await openTold(file)
  const db = over(sqlite)
  try {
    await demandWritable(db)
    await migrate(db, () => copyInto(db, copyBefore(file)))
    startLog(sqlite)
    return db
  } catch (error) {
    await db.destroy()
    throw registryErrorOf(error)
  }
}

/**
 * From here on changes go into a log beside the file, and the file itself says so: whoever copies it alone
 * copies the note too. Nothing is in the log before the note is in the file.
 */
export function startLog(sqlite: SqliteDatabase): void {
  const isLogged = valueOf(sqlite, 'pragma journal_mode') === 'wal'
  if (isLogged && valueOf(sqlite, 'pragma user_version') === versions.logged) return
  sqlite.prepare(`pragma user_version = ${versions.whole}`).run([])
  sqlite.prepare('pragma journal_mode = wal').all([])
  sqlite.prepare(`pragma application_id = ${applicationId}`).run([])
  sqlite.prepare(`pragma user_version = ${versions.logged}`).run([])
  sqlite.prepare('pragma wal_checkpoint(truncate)').all([])
}

function valueOf(sqlite: SqliteDatabase, text: string): unknown {
  const [row] = sqlite.prepare(text).all([])
  return typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined
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
  return over(await openTold(file))
}

const over = (database: SqliteDatabase) =>
  new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })

async function openTold(file: string): Promise<SqliteDatabase> {
  try {
    return await openSqlite(file)
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
    sqlite.exec('pragma busy_timeout = 5000; pragma synchronous = full')
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
    close() {
      if (isLogged(sqlite)) endLog(sqlite)
      sqlite.close()
    },
    prepare: (text) => told(() => prepare(sqlite, text)),
  }
}

/** Whether startLog was here; another program's file is left as it is. */
function isLogged(sqlite: DatabaseSync): boolean {
  try {
    const mark: object | undefined = sqlite.prepare('pragma application_id').get()
    return mark !== undefined && Object.values(mark)[0] === applicationId
  } catch {
    return false
  }
}

/**
 * Brings the log into the file, which is then whole alone, the note that it is not taken out before. Where
 * another station has it open, or it cannot be written, the log stays beside it and the note in it.
 */
function endLog(sqlite: DatabaseSync): void {
  const note = `pragma user_version = ${versions.logged}`
  try {
    sqlite.exec(`pragma busy_timeout = 0; pragma user_version = ${versions.whole}`)
    sqlite.exec('pragma journal_mode = delete')
  } catch {
    try {
      sqlite.exec(note)
    } catch {
      // It cannot be written at all: the note is still in it.
    }
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
