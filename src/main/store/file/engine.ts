import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

type Engine = typeof DatabaseSync

/**
 * `node:sqlite` where the platform has it (Electron 45 does); its API-compatible copy in
 * development on a Node without it.
 */
export async function loadEngine(): Promise<Engine> {
  try {
    return (await import('node:sqlite')).DatabaseSync
  } catch {
    const development = '@photostructure/sqlite'
    const module = (await import(/* @vite-ignore */ development)) as { DatabaseSync: Engine }
    return module.DatabaseSync
  }
}

/** What a file says of itself, whatever lies beside it. */
export interface Note {
  readonly tables: number
  readonly applicationId: number
  readonly userVersion: number
}

/**
 * Reads it past every lock and log (SQLite's URI parameter `immutable`), and by SQLite itself: whoever else
 * closes the file in this process takes SQLite's locks away. Null for what is no database, or just written.
 */
export async function noteIn(file: string): Promise<Note | null> {
  const Database = await loadEngine()
  try {
    const sqlite = new Database(`${pathToFileURL(file).href}?immutable=1`, { readOnly: true })
    try {
      return {
        tables: numberOf(sqlite, 'select count(*) from sqlite_master'),
        applicationId: numberOf(sqlite, 'pragma application_id'),
        userVersion: numberOf(sqlite, 'pragma user_version'),
      }
    } finally {
      sqlite.close()
    }
  } catch {
    return null
  }
}

/** The one number that a statement answers. */
export function numberOf(sqlite: DatabaseSync, text: string): number {
  const row: object = sqlite.prepare(text).get() ?? {}
  return Number(Object.values(row)[0])
}
