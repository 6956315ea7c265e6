import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { copyInto, isWhole, openDatabase, openUnchanged } from './database.ts'
import { originOf } from './migrations.ts'
import { RegistryError, registryErrorOfFile } from './registry-error.ts'
import type { Schema } from './schema.ts'

/** Writes a whole, consistent copy of an open registry into a new file. Throws RegistryError. */
export async function copyDatabase(db: Kysely<Schema>, file: string): Promise<void> {
  try {
    await copyInto(db, file)
  } catch (error) {
    throw registryErrorOfFile(error)
  }
}

/**
 * Opens a copy of a backup in a folder, brought up to date: looking must not change the backup. Throws
 * RegistryError when it is no whole registry.
 */
export async function openBackup(backup: string, folder: string): Promise<Kysely<Schema>> {
  const trial = join(folder, 'backup.sqlite')
  await copyFile(backup, trial).catch((error: unknown) => {
    throw registryErrorOfFile(error)
  })
  await demandRegistry(trial)
  const db = await openDatabase(trial)
  if (await isWhole(db)) return db
  await db.destroy()
  throw new RegistryError('corrupt')
}

/** A copy of a registry that may be open elsewhere, as far as it can be read; null where it cannot. */
export async function openBesides(file: string, folder: string): Promise<Kysely<Schema> | null> {
  const copy = join(folder, 'present.sqlite')
  try {
    await copyFile(file, copy)
    await copyFile(`${file}-wal`, `${copy}-wal`).catch(() => {})
    return await openDatabase(copy)
  } catch {
    return null
  }
}

/** Before it is migrated: an empty file would become an empty registry. */
async function demandRegistry(file: string): Promise<void> {
  const db = await openUnchanged(file)
  try {
    if ((await originOf(db)) !== 'registry') throw new RegistryError('corrupt')
  } finally {
    await db.destroy()
  }
}
