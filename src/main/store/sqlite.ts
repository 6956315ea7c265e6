import type { SqliteDatabase } from 'kysely'
import type { DatabaseSync } from 'node:sqlite'
import { registryErrorOf } from './registry-error.ts'

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

/** Takes the file for itself and brings its write-ahead log into it, so that it is whole alone. */
export async function mergeLog(file: string): Promise<void> {
  const sqlite = await openSqlite(file)
  try {
    sqlite.prepare('pragma journal_mode = delete').all([])
  } finally {
    sqlite.close()
  }
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
