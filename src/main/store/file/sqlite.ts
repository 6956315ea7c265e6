import type { SqliteDatabase } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadEngine, numberOf } from './engine.ts'
import { applicationId, versions } from './file-signs.ts'
import { RegistryError, registryErrorOf } from './registry-error.ts'

const tryAgainMs = 25
/** Together as long as SQLite waits elsewhere. */
const mostTries = 600

/** The file as Kysely takes it, whatever is in it. */
export async function openSqlite(file: string): Promise<LoggedDatabase> {
  const Database = await loadEngine()
  const sqlite = new Database(file)
  try {
    // A commit is on the disk before the act it announces: FULL, not NORMAL.
    sqlite.exec('pragma busy_timeout = 15000; pragma synchronous = full')
    return adapt(sqlite)
  } catch (error) {
    sqlite.close()
    throw error
  }
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

/** Nobody writes into a file while this goes on: whoever would, waits, and is told that it is locked. */
export async function whileHeld<T>(file: string, work: () => Promise<T>): Promise<T> {
  const Database = await loadEngine()
  const sqlite = new Database(file)
  try {
    sqlite.exec('pragma busy_timeout = 15000; begin immediate')
    return await work()
  } catch (error) {
    throw registryErrorOf(error)
  } finally {
    // What it began is rolled back, and there is nothing in it.
    sqlite.close()
  }
}

/** A database as Kysely takes it, that keeps a log once it is told to. */
export interface LoggedDatabase extends SqliteDatabase {
  /**
   * From here on changes go into a log beside the file, and the file itself says so: whoever copies it alone
   * copies the note too. Nothing is in the log before the note is in the file. Throws RegistryError `locked`
   * while another station has it to itself for longer than a hand on it takes.
   */
  startLog(): Promise<void>
}

/** Kysely asks for better-sqlite3's face; node:sqlite differs in these few lines. */
function adapt(sqlite: DatabaseSync): LoggedDatabase {
  let isLogged = false
  return {
    async startLog() {
      await onceFree(() =>
        sqlite.exec(`pragma journal_mode = wal; pragma application_id = ${applicationId}`),
      )
      isLogged = true
      keepNote(sqlite)
    },
    close() {
      if (isLogged) leaveLog(sqlite)
      sqlite.close()
    },
    prepare: (text) =>
      withDiskErrors(() => prepare(sqlite, text, () => isLogged && keepNote(sqlite))),
  }
}

/** SQLite does not wait by itself where the kind of its log is changed: another station may be doing just that. */
async function onceFree(work: () => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return work()
    } catch (error) {
      const known = registryErrorOf(error)
      const isLocked = known instanceof RegistryError && known.reason === 'locked'
      if (!isLocked || tries === mostTries) throw known
      await sleep(tryAgainMs)
    }
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
    all: (parameters: readonly unknown[]) =>
      withDiskErrors(() => statement.all(...values(parameters))),
    run(parameters: readonly unknown[]) {
      // SQLite has rolled back by itself when the disk is full; the error is that one, not a second.
      if (text === 'rollback' && !sqlite.isTransaction) return { changes: 0, lastInsertRowid: 0 }
      return withDiskErrors(() => {
        if (!sqlite.isTransaction) beforeWriting()
        return statement.run(...values(parameters))
      })
    },
    iterate: (parameters: readonly unknown[]) =>
      withDiskErrors(() => statement.iterate(...values(parameters))),
  }
}

/** A disk that is full or gone in the middle of work is told as it is at the start. */
function withDiskErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw registryErrorOf(error)
  }
}
