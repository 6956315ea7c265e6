import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Kysely, sql, type SqliteDatabase } from 'kysely'
import { isThere } from '../../system/system-error.ts'
import { syncFile } from '../../system/write-whole.ts'
import type { Schema } from '../schema.ts'
import { loadEngine } from './engine.ts'
import { demandExactSchema } from './exact-schema.ts'
import { demandNothingLost, versions } from './file-signs.ts'
import { isNewer, isOld, migrate, originOf } from './migrations.ts'
import { makeWhole } from './new-registry.ts'
import { RegistryDialect } from './registry-dialect.ts'
import { RegistryError, registryErrorOf, registryErrorOfFile } from './registry-error.ts'
import { openSqlite, type LoggedDatabase } from './sqlite.ts'
import { stampOf } from './stamp.ts'

// Everything that only SQLite knows stands here: what else speaks SQL speaks PostgreSQL's as well.

/**
 * Opens the registry's file, or a private one in memory for `:memory:`, and brings it up to date.
 * Throws RegistryError when it is lost, corrupt, foreign, newer, locked, read-only or on a full disk.
 */
export async function openDatabase(file: string): Promise<Kysely<Schema>> {
  if (file !== ':memory:') await demandFile(file).catch(throwRegistryError)
  const sqlite = await openTold(file)
  const db = kyselyOver(sqlite)
  try {
    await demandWritable(db)
    await bringUpToDate(db, file)
    await sqlite.startLog()
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
  return kyselyOver(await openTold(file))
}

const kyselyOver = (database: SqliteDatabase) =>
  new Kysely<Schema>({ dialect: new RegistryDialect({ database }) })

async function openTold(file: string): Promise<LoggedDatabase> {
  try {
    return await openSqlite(file)
  } catch (error) {
    throw registryErrorOf(error)
  }
}

/** Writes a whole, consistent copy into a new or an empty file that only this account can read. */
export async function copyInto(db: Kysely<Schema>, file: string): Promise<void> {
  // With its mode before its content, and as it is where it is there: SQLite fills an empty one.
  await (await open(file, 'a', 0o600)).close()
  await sql`vacuum into ${file}`.execute(db)
  // The copy has no log; the note that the open registry has one was copied along.
  const Database = await loadEngine()
  const copy = new Database(file)
  copy.exec(`pragma user_version = ${versions.whole}`)
  copy.close()
  await syncFile(file)
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
