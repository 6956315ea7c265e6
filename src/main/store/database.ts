import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { demandExactSchema } from './exact-schema.ts'
import { demandNothingLost } from './file-signs.ts'
import { isNewer, isOld, migrate, originOf } from './migrations.ts'
import { makePrivate, makeWhole, syncFile } from './new-registry.ts'
import { RegistryDialect } from './registry-dialect.ts'
import { RegistryError, registryErrorOf, registryErrorOfFile } from './registry-error.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import { stampOf } from './stamp.ts'

// Everything that only SQLite knows stands here: what else speaks SQL speaks PostgreSQL's as well.

/**
 * Opens the registry's file, or a private one in memory for `:memory:`, and brings it up to date.
 * Throws RegistryError when it is lost, corrupt, foreign, newer, locked, read-only or on a full disk.
 */
export async function openDatabase(file: string): Promise<Kysely<Schema>> {
  if (file !== ':memory:') await demandFile(file).catch(throwRegistryError)
  const db = await openUnchanged(file)
  try {
    await demandWritable(db)
    await bringUpToDate(db, file)
    return db
  } catch (error) {
    await db.destroy()
    throw registryErrorOf(error)
  }
}

/** A file that is there, or one that begins: made apart and whole, so that nobody ever meets half of it. */
async function demandFile(file: string): Promise<void> {
  await demandNothingLost(file)
  if (await isThere(file)) return
  const db = await openUnchanged(':memory:')
  try {
    await migrate(db)
    await makeWhole(file, (part) => copyInto(db, part))
  } finally {
    await db.destroy()
  }
}

/** One that is old is changed in one transaction, with a copy of it as it was on the disk before. */
async function bringUpToDate(db: Kysely<Schema>, file: string): Promise<void> {
  const origin = await originOf(db)
  if (origin === 'foreign') throw new RegistryError('corrupt')
  if (origin === 'registry') await demandOurs(db)
  const copy = `${file}.before-migration`
  if (origin === 'registry' && (await isOld(db))) await writeCopy(db, copy)
  await migrate(db)
  if (file !== ':memory:' && (await isThere(copy))) await rename(copy, copyBefore(file))
}

async function demandOurs(db: Kysely<Schema>): Promise<void> {
  if (await isNewer(db)) throw new RegistryError('newer')
  await demandExactSchema(db)
}

/** In the place of one that a migration which was killed has left. */
async function writeCopy(db: Kysely<Schema>, copy: string): Promise<void> {
  await rm(copy, { force: true })
  await copyInto(db, copy)
}

/**
 * SQLite opens a file that it may not write without a word: the first write would be told instead.
 * Throws RegistryError.
 */
export async function demandWritable(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(() => Promise.resolve())
}

/** The file as it is, of whatever version. Throws RegistryError. */
export async function openUnchanged(file: string): Promise<Kysely<Schema>> {
  try {
    return new Kysely<Schema>({
      dialect: new RegistryDialect({ database: await openSqlite(file) }),
    })
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/** Writes a whole, consistent copy into a new file that only this account can read. */
export async function copyInto(db: Kysely<Schema>, file: string): Promise<void> {
  await makePrivate(file)
  try {
    await sql`vacuum into ${file}`.execute(db)
    await syncFile(file)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

/** Whether every page and index of the file agrees with the others. */
export async function isWhole(db: Kysely<Schema>): Promise<boolean> {
  const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  return check.rows[0]?.integrity_check === 'ok'
}

/** A migration goes forward only; the way back is a dated copy beside the file. */
function copyBefore(file: string): string {
  return join(dirname(file), `registry.${stampOf(new Date())}.before-migration.sqlite`)
}

function throwRegistryError(error: unknown): never {
  throw registryErrorOfFile(error)
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
