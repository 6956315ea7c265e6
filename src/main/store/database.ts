import { chmod } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Kysely, sql, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { loadEngine, numberOf } from './engine.ts'
import { applicationId, demandNothingLost, versions } from './file-signs.ts'
import { migrate } from './migrations.ts'
import { registryErrorOf } from './registry-error.ts'
import type { Schema } from './schema.ts'
import { stampOf } from './stamp.ts'

// Everything that only SQLite knows stands here: what else speaks SQL speaks PostgreSQL's as well.

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
    sqlite.startLog()
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
  return over(await openTold(file))
}

const over = (database: SqliteDatabase) =>
  new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })

async function openTold(file: string): Promise<LoggedDatabase> {
  try {
    return await openSqlite(file)
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/** The file as Kysely takes it, whatever is in it. */
export async function openSqlite(file: string): Promise<LoggedDatabase> {
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
  // The copy has no log; the note that the open registry has one was copied along.
  const Database = await loadEngine()
  const copy = new Database(file)
  copy.exec(`pragma user_version = ${versions.whole}`)
  copy.close()
}

/** Whether every page and index of the file agrees with the others. */
export async function isWhole(db: Kysely<Schema>): Promise<boolean> {
  const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  return check.rows[0]?.integrity_check === 'ok'
}

/** Takes the file for itself and brings its write-ahead log into it, so that it is whole alone. */
export async function mergeLog(file: string): Promise<void> {
  const Database = await loadEngine()
  const sqlite = new Database(file)
  try {
    sqlite.exec(`pragma user_version = ${versions.whole}; pragma journal_mode = delete`)
  } finally {
    sqlite.close()
  }
}

/** A migration goes forward only; the way back is a dated copy beside the file. */
function copyBefore(file: string): string {
  return join(dirname(file), `registry.${stampOf(new Date())}.before-migration.sqlite`)
}

/** A database as Kysely takes it, that keeps a log once it is told to. */
export interface LoggedDatabase extends SqliteDatabase {
  /**
   * From here on changes go into a log beside the file, and the file itself says so: whoever copies it alone
   * copies the note too. Nothing is in the log before the note is in the file.
   */
  startLog(): void
}

/** Kysely asks for better-sqlite3's face; node:sqlite differs in these few lines. */
function adapt(sqlite: DatabaseSync): LoggedDatabase {
  let isLogged = false
  return {
    startLog() {
      sqlite.exec(`pragma journal_mode = wal; pragma application_id = ${applicationId}`)
      isLogged = true
      keepNote(sqlite)
    },
    close() {
      if (isLogged) leaveLog(sqlite)
      sqlite.close()
    },
    prepare: (text) => told(() => prepare(sqlite, text, () => isLogged && keepNote(sqlite))),
  }
}

/** Another station that closed the file took the note out; it is put back before anything is written. */
function keepNote(sqlite: DatabaseSync): void {
  if (numberOf(sqlite, 'pragma user_version') === versions.logged) return
  sqlite.exec(`pragma user_version = ${versions.logged}; pragma wal_checkpoint(passive)`)
}

/**
 * Takes the note out and brings the log into the file. Whoever closes it last does so, of several stations too;
 * while one has it open, the log stays.
 */
function leaveLog(sqlite: DatabaseSync): void {
  try {
    sqlite.exec(`pragma user_version = ${versions.whole}`)
    sqlite.exec('pragma journal_mode = delete')
  } catch {
    // Another station has it open, or it cannot be written.
  }
}

function prepare(sqlite: DatabaseSync, text: string, beforeWriting: () => void) {
  // A transaction that reads before it writes must not find the file taken in between.
  const statement = sqlite.prepare(text === 'begin' ? 'begin immediate' : text)
  const values = (parameters: readonly unknown[]) => parameters as (string | number | null)[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => told(() => statement.all(...values(parameters))),
    run(parameters: readonly unknown[]) {
      // SQLite has rolled back by itself when the disk is full; the error is that one, not a second.
      if (text === 'rollback' && !sqlite.isTransaction) return { changes: 0, lastInsertRowid: 0 }
      return told(() => {
        if (!sqlite.isTransaction) beforeWriting()
        return statement.run(...values(parameters))
      })
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
