import { copyFile, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { openDatabase, stampOf } from './database.ts'
import { RegistryError, registryErrorOf } from './registry-error.ts'
import type { Schema } from './schema.ts'

/** Writes a whole, consistent copy of an open registry into a new file. Throws RegistryError. */
export async function copyDatabase(db: Kysely<Schema>, file: string): Promise<void> {
  try {
    await sql`vacuum into ${file}`.execute(db)
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/**
 * Puts a copy in the place of the registry, which must not be open. What was there is kept beside it
 * under a dated name, which is returned; null when there was nothing. Throws RegistryError when the
 * copy is not a whole registry of this version or an earlier one.
 */
export async function restoreDatabase(
  copy: string,
  file: string,
  now: Date,
): Promise<string | null> {
  await checkCopy(copy)
  const aside = `${file}.${stampOf(now)}.replaced`
  const hadOne = await exists(file)
  if (hadOne) {
    await settleLog(file)
    await rename(file, aside)
  }
  // A log that stayed behind belongs to the file that went.
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true })
  await copyFile(copy, `${file}.new`)
  await rename(`${file}.new`, file)
  return hadOne ? aside : null
}

/** On a copy of the copy: looking must not change it. */
async function checkCopy(copy: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-restore-'))
  const trial = join(folder, 'registry.sqlite')
  try {
    await copyFile(copy, trial)
    const db = await openDatabase(trial)
    const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
    await db.destroy()
    if (check.rows[0]?.integrity_check !== 'ok') throw new RegistryError('corrupt')
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Brings what stands in the write-ahead log into the file itself, so that the file is whole alone. */
async function settleLog(file: string): Promise<void> {
  try {
    const db = await openDatabase(file)
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
    await db.destroy()
  } catch (error) {
    // What is broken is the reason to restore: it is kept as it is.
    if (!(registryErrorOf(error) instanceof RegistryError)) throw error
  }
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}
