import { chmod } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Secrets } from '../../secrets/secrets.ts'
import { journalKeepersOf, type JournalKeepers } from '../journal/journal-keeper.ts'
import type { Schema } from '../schema.ts'
import { openDatabase } from './database.ts'

/** Who keeps what a registry must not say in clear, and what is remembered apart from it. */
export interface RegistryKeepers {
  /** Seals the data key of fields. */
  readonly secrets: Secrets
  readonly journal: JournalKeepers
}

/** A registry's file that is open, and who keeps what is sealed in it. */
export interface OpenedFile {
  readonly db: Kysely<Schema>
  readonly keepers: RegistryKeepers
}

/**
 * Opens a registry's file, or `:memory:`. Nothing is unsealed yet. Throws RegistryError when the file cannot
 * serve, and ProcedureError `terminal-not-admitted`.
 */
export async function openFile(file: string, secrets: Secrets): Promise<OpenedFile> {
  // Before a file that is not ours is so much as brought up to date.
  if (file !== ':memory:') await secrets.demandAdmission?.(false)
  const db = await openDatabase(file)
  try {
    if (file !== ':memory:') await chmod(file, 0o600)
    return { db, keepers: { secrets, journal: await journalKeepersOf(file, secrets) } }
  } catch (error) {
    await db.destroy()
    throw error
  }
}
