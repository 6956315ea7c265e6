import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { copyInto, isWhole, openDatabase, openUnchanged } from './database.ts'
import { mergeLog } from './sqlite.ts'
import { originOf } from './migrations.ts'
import { RegistryError, registryErrorOf, registryErrorOfFile } from './registry-error.ts'
import type { Schema } from './schema.ts'
import { stampOf } from './stamp.ts'

/** Writes a whole, consistent copy of an open registry into a new file. Throws RegistryError. */
export async function copyDatabase(db: Kysely<Schema>, file: string): Promise<void> {
  try {
    await copyInto(db, file)
  } catch (error) {
    throw registryErrorOfFile(error)
  }
}

/**
 * Puts a copy in the place of the registry, which must not be open anywhere. What was there is kept
 * beside it under a dated name, which is returned; null when there was nothing. Throws RegistryError
 * when the copy is not a whole registry, or the one to replace is in use: nothing has changed then.
 */
export async function restoreDatabase(
  copy: string,
  file: string,
  now: Date,
): Promise<string | null> {
  await checkCopy(copy)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const next = `${file}.new`
  await copyToDisk(copy, next)
  if (!(await exists(file))) {
    await dropLog(file)
    await rename(next, file)
    return null
  }
  await closeFile(file)
  const aside = `${file}.${stampOf(now)}.replaced`
  await rename(file, aside)
  await rename(next, file)
  return aside
}

async function copyToDisk(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  await chmod(to, 0o600)
  const handle = await open(to, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** On a copy of the copy: looking must not change it. */
async function checkCopy(copy: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-restore-'))
  const trial = join(folder, 'registry.sqlite')
  try {
    await copyFile(copy, trial)
    await demandRegistry(trial)
    const db = await openDatabase(trial)
    const isSound = await isWhole(db)
    await db.destroy()
    if (!isSound) throw new RegistryError('corrupt')
  } finally {
    await rm(folder, { recursive: true })
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

/**
 * Takes the file for itself and brings its write-ahead log into it, so that it is whole alone. Throws
 * RegistryError `locked` while somebody has it open; one that is broken is moved aside as it is.
 */
async function closeFile(file: string): Promise<void> {
  try {
    await mergeLog(file)
  } catch (error) {
    const known = registryErrorOf(error)
    if (!(known instanceof RegistryError) || known.reason !== 'corrupt') throw known
    await dropLog(file)
  }
}

/** SQLite would bring a log into whatever file stands beside it. */
async function dropLog(file: string): Promise<void> {
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true })
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}
