import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { BackupFault, RegistryFault } from '../../../shared/failure.ts'
import { nullIfMissing } from '../../system/system-error.ts'
import { copyInto, isWhole, openDatabase, openUnchanged } from '../file/database.ts'
import { demandLog, isDatabase } from '../file/file-signs.ts'
import { originOf } from '../file/migrations.ts'
import { RegistryError, registryErrorOf } from '../file/registry-error.ts'
import { mergeLog } from '../file/sqlite.ts'
import type { Schema } from '../schema.ts'
import { BackupError } from './backup-error.ts'

/** Writes a whole, consistent copy of an open registry into a new file. Throws RegistryError. */
export async function copyDatabase(db: Kysely<Schema>, file: string): Promise<void> {
  try {
    await copyInto(db, file)
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/**
 * Opens a copy of a backup, with the log beside it if there is one, in a folder: looking brings it up to date,
 * and must not change the backup. `isPartEnough`: one without its log is taken as it is. Throws BackupError
 * when it is no whole registry.
 */
export async function openBackup(
  backup: string,
  folder: string,
  isPartEnough: boolean,
): Promise<Kysely<Schema>> {
  await demandBackup(backup)
  const trial = join(folder, 'backup.sqlite')
  try {
    if (!isPartEnough) await demandLog(backup)
    await copyWithLog(backup, trial)
    await mergeLog(trial)
    return await openSound(trial)
  } catch (error) {
    throw backupErrorOf(backup, error)
  }
}

/** A copy of a registry that may be open elsewhere, as far as it can be read; null where it cannot. */
export async function openBesides(file: string, folder: string): Promise<Kysely<Schema> | null> {
  const copy = join(folder, 'present.sqlite')
  try {
    await copyWithLog(file, copy)
    return await openDatabase(copy)
  } catch {
    return null
  }
}

/** What can be told without opening it. Throws BackupError. */
async function demandBackup(backup: string): Promise<void> {
  const found = await stat(backup).catch(() => null)
  if (found === null) throw new BackupError(backup, 'no-file')
  if (found.isDirectory()) throw new BackupError(backup, 'is-folder')
  const isOne = await isDatabase(backup).catch((error: unknown) => {
    throw new BackupError(backup, 'unreadable', { cause: error })
  })
  if (!isOne) throw new BackupError(backup, 'no-registry')
}

async function copyWithLog(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  await copyFile(`${from}-wal`, `${to}-wal`).catch(nullIfMissing)
}

async function openSound(file: string): Promise<Kysely<Schema>> {
  const unchanged = await openUnchanged(file)
  try {
    // Before it is migrated: an empty file would become an empty registry.
    if ((await originOf(unchanged)) !== 'registry') throw new BackupError(file, 'no-registry')
  } finally {
    await unchanged.destroy()
  }
  const db = await openDatabase(file)
  if (await isWhole(db)) return db
  await db.destroy()
  throw new RegistryError('corrupt')
}

const ofTheCopy: { readonly [R in RegistryFault]?: BackupFault } = {
  corrupt: 'corrupt',
  newer: 'newer',
  'part-missing': 'part-missing',
  'foreign-rules': 'foreign-rules',
}

/** The copy's faults are told as such; those of the disk are not its own. */
function backupErrorOf(backup: string, error: unknown): unknown {
  if (error instanceof BackupError) return new BackupError(backup, error.reason, { cause: error })
  const known = registryErrorOf(error)
  const reason = known instanceof RegistryError ? ofTheCopy[known.reason] : undefined
  return reason === undefined ? known : new BackupError(backup, reason, { cause: error })
}
