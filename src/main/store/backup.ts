import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { openDatabase, openSqlite, stampOf } from './database.ts'
import { getMigrations } from './migrations.ts'
import { RegistryError, registryErrorOf } from './registry-error.ts'
import type { Schema } from './schema.ts'

/** Writes a whole, consistent copy of an open registry into a new file. Throws RegistryError. */
export async function copyDatabase(db: Kysely<Schema>, file: string): Promise<void> {
  try {
    await sql`vacuum into ${file}`.execute(db)
    await chmod(file, 0o600)
  } catch (error) {
    throw registryErrorOf(error)
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
    const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
    await db.destroy()
    if (check.rows[0]?.integrity_check !== 'ok') throw new RegistryError('corrupt')
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Before it is migrated: an empty file would become an empty registry. */
async function demandRegistry(file: string): Promise<void> {
  const first = Object.keys(await getMigrations())[0]
  try {
    const sqlite = await openSqlite(file)
    const rows = sqlite.prepare('select name from kysely_migration').all([]) as { name: string }[]
    sqlite.close()
    if (rows.some(({ name }) => name === first)) return
  } catch (error) {
    throw new RegistryError('corrupt', { cause: error })
  }
  throw new RegistryError('corrupt')
}

/**
 * Takes the file for itself and brings its write-ahead log into it, so that it is whole alone. Throws
 * RegistryError `locked` while somebody has it open; one that is broken is moved aside as it is.
 */
async function closeFile(file: string): Promise<void> {
  try {
    const sqlite = await openSqlite(file)
    sqlite.prepare('pragma journal_mode = delete').all([])
    sqlite.close()
  } catch (error) {
    const known = registryErrorOf(error)
    if (!(known instanceof RegistryError) || known.reason !== 'corrupt') throw known
    for (const end of ['-wal', '-shm']) await rm(file + end, { force: true })
  }
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}
