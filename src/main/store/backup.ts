import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import type { BackupFault, RegistryFault } from '../../shared/failure.ts'
import { fileNotWritten } from '../file-fault.ts'
import { BackupError } from './backup-error.ts'
import { copyInto, isWhole, mergeLog, openDatabase, openUnchanged } from './database.ts'
import { demandLog, isDatabase } from './file-signs.ts'
import { originOf } from './migrations.ts'
import { RegistryError, registryErrorOf } from './registry-error.ts'
import type { Schema } from './schema.ts'
import { stampOf } from './stamp.ts'

/** Writes a whole, consistent copy of an open registry into a new file. Throws RegistryError. */
export async function copyDatabase(db: Kysely<Schema>, file: string): Promise<void> {
  try {
    await copyInto(db, file)
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/** What somebody said to the copy that is to take the registry's place. */
export interface RestoreOptions {
  /** A copy without its log is taken as it is; what was in the log is lost. */
  readonly isPartEnough: boolean
}

/**
 * Puts a copy, with the log beside it if there is one, in the place of the registry, which must not be open
 * anywhere. What was there is kept beside it under a dated name, which is returned; null when there was
 * nothing. Throws BackupError when the copy is no whole registry, RegistryError when the one to replace is in
 * use, ProcedureError `file-not-written` when there is no room for it: nothing has changed then.
 */
export async function restoreDatabase(
  copy: string,
  file: string,
  now: Date,
  { isPartEnough }: RestoreOptions = { isPartEnough: false },
): Promise<string | null> {
  await demandBackup(copy)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(dirname(file), 'restore-'))
  try {
    if (!isPartEnough) await demandLog(copy)
    const next = join(folder, 'next.sqlite')
    await copyWhole(copy, next)
    await tryOut(next, join(folder, 'trial.sqlite'))
    return await putInPlace(next, file, now)
  } catch (error) {
    throw backupErrorOf(copy, file, error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What can be told without opening it. Throws BackupError. */
async function demandBackup(copy: string): Promise<void> {
  const found = await stat(copy).catch(() => null)
  if (found === null) throw new BackupError(copy, 'no-file')
  if (found.isDirectory()) throw new BackupError(copy, 'is-folder')
  const isOne = await isDatabase(copy).catch((error: unknown) => {
    throw new BackupError(copy, 'unreadable', { cause: error })
  })
  if (!isOne) throw new BackupError(copy, 'no-registry')
}

async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  if (await exists(`${from}-wal`)) await copyFile(`${from}-wal`, `${to}-wal`)
  await mergeLog(to)
  await chmod(to, 0o600)
  const handle = await open(to, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** On a copy, for looking brings it up to date. */
async function tryOut(next: string, trial: string): Promise<void> {
  await copyFile(next, trial)
  const unchanged = await openUnchanged(trial)
  try {
    if ((await originOf(unchanged)) !== 'registry') throw new BackupError(next, 'no-registry')
  } finally {
    await unchanged.destroy()
  }
  const db = await openDatabase(trial)
  const isSound = await isWhole(db)
  await db.destroy()
  if (!isSound) throw new RegistryError('corrupt')
}

const ofTheCopy: { readonly [R in RegistryFault]?: BackupFault } = {
  corrupt: 'corrupt',
  newer: 'newer',
  'part-missing': 'part-missing',
}

/** The copy's faults are told as such; those of the disk and of the registry in use are not its own. */
function backupErrorOf(copy: string, file: string, error: unknown): unknown {
  if (error instanceof BackupError) return new BackupError(copy, error.reason, { cause: error })
  const known = registryErrorOf(error)
  const reason = known instanceof RegistryError ? ofTheCopy[known.reason] : undefined
  if (reason !== undefined) return new BackupError(copy, reason, { cause: error })
  return error instanceof Error && 'syscall' in error ? fileNotWritten(file, error) : known
}

async function putInPlace(next: string, file: string, now: Date): Promise<string | null> {
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
