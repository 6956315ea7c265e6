import { copyFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, sql, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { restoreRegistry } from '../../../../src/main/store/copies/restore.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import { getMigrations } from '../../../../src/main/store/file/migrations.ts'
import { openSqlite } from '../../../../src/main/store/file/sqlite.ts'
import { openRegistry } from '../../../../src/main/store/registry.ts'
import { draftOf, sampleFact } from '../../../support/samples.ts'

const secrets = createMemorySecrets()
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-backup-'))
  file = join(folder, 'registry.sqlite')
})

afterEach(() => rm(folder, { recursive: true }))

/** Restores whatever it takes back, as a station with a keeper of its own. */
function restoreDatabase(
  backup: string,
  place: string,
  now: Date,
  { isPartEnough } = { isPartEnough: false },
) {
  const order = {
    backup,
    isPartEnough,
    isFromAnother: false,
    recovery: null,
    file: place,
    secrets,
    now: () => now.getTime(),
  }
  return restoreRegistry(order, () => Promise.resolve(sampleFact))
}

/** Marks the registry with a cursor's name, and reads it back. */
async function mark(name: string): Promise<void> {
  const db = await openDatabase(file)
  await db.deleteFrom('cursors').execute()
  await db.insertInto('cursors').values({ name, value: '{}' }).execute()
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  await db.destroy()
}

async function markOf(path: string): Promise<string | undefined> {
  const db = await openDatabase(path)
  const row = await db.selectFrom('cursors').select('name').executeTakeFirst()
  await db.destroy()
  return row?.name
}

describe('a copy', () => {
  test('is whole, and comes back; what was there is kept beside it', async () => {
    await mark('before')
    const copy = join(folder, 'copy.sqlite')
    const registry = await openRegistry(file, secrets, Date.now)
    await registry.journal.append(sampleFact)
    await registry.copyTo(copy)
    await registry.journal.append(sampleFact)
    await registry.close()
    await mark('after')

    // The development engine keeps a file that this process had open locked: one it never had.
    const place = join(folder, 'place', 'registry.sqlite')
    expect(await restoreDatabase(file, place, new Date())).toBeNull()
    const kept = await restoreDatabase(copy, place, new Date('2026-11-23T07:15:42Z'))
    expect(kept).toBe(`${place}.20261123-071542.replaced`)
    expect(await markOf(place)).toBe('before')
    expect(await markOf(kept ?? '')).toBe('after')
  })

  test('is not written over a file that is there', async () => {
    const registry = await openRegistry(file, createMemorySecrets(), Date.now)
    await expect(registry.copyTo(file)).rejects.toMatchObject({ name: 'RegistryError' })
    await registry.close()
  })

  test('does not take the place of a registry that is open', async () => {
    await mark('before')
    const copy = join(folder, 'copy.sqlite')
    const registry = await openRegistry(file, createMemorySecrets(), Date.now)
    await registry.copyTo(copy)
    await expect(restoreDatabase(copy, file, new Date())).rejects.toMatchObject({
      reason: 'locked',
    })
    await registry.close()
    expect(await markOf(file)).toBe('before')
  })

  test("that is empty, or another program's, is refused", async () => {
    await mark('before')
    const copy = join(folder, 'copy.sqlite')
    await writeFile(copy, '')
    const none = { name: 'BackupError', file: copy, reason: 'no-registry' }
    await expect(restoreDatabase(copy, file, new Date())).rejects.toMatchObject(none)
    const foreign = await openSqlite(copy)
    foreign.prepare('create table things (id text)').run([])
    foreign.close()
    await expect(restoreDatabase(copy, file, new Date())).rejects.toMatchObject(none)
    expect(await markOf(file)).toBe('before')
  })

  test('that is no registry is refused, and the registry stays as it was', async () => {
    await mark('before')
    const copy = join(folder, 'copy.sqlite')
    await writeFile(
      copy,
      'a letter to somebody, certainly longer than one hundred bytes, for that is what a header takes up in such a file',
    )
    await expect(restoreDatabase(copy, file, new Date())).rejects.toMatchObject({
      reason: 'no-registry',
    })
    expect(await markOf(file)).toBe('before')
  })

  test('that is not there, a folder, or damaged is told as what it is', async () => {
    await mark('before')
    const of = (copy: string) =>
      restoreDatabase(copy, file, new Date()).catch((error: unknown) => error)
    const missing = join(folder, 'nowhere')
    expect(await of(missing)).toMatchObject({ reason: 'no-file', file: missing })
    expect(await of(folder)).toMatchObject({ reason: 'is-folder', file: folder })
    const broken = join(folder, 'broken.sqlite')
    await copyFile(file, broken)
    await truncate(broken, Math.floor((await stat(broken)).size / 2))
    expect(await of(broken)).toMatchObject({ reason: 'corrupt', file: broken })
    expect(await markOf(file)).toBe('before')
    expect((await readdir(folder)).filter((name) => name.startsWith('restore-'))).toEqual([])
  })
})

describe('a registry copied while a station has it open', () => {
  let copy: string

  /** Its main file, and its log where that was thought of. */
  async function copyOpen(withLog: boolean): Promise<void> {
    copy = join(folder, 'elsewhere.sqlite')
    const registry = await openRegistry(file, createMemorySecrets(), Date.now)
    await registry.issuances.create(draftOf('late'))
    await copyFile(file, copy)
    if (withLog) await copyFile(`${file}-wal`, `${copy}-wal`)
    await registry.close()
  }

  const idsIn = async (path: string) => {
    const db = await openDatabase(path)
    const rows = await db.selectFrom('issuances').select('id').execute()
    await db.destroy()
    return rows.map(({ id }) => id)
  }
  const missing = { reason: 'part-missing' }
  const place = () => join(folder, 'place', 'registry.sqlite')

  test('does not open as an older or an empty one without its log', async () => {
    await copyOpen(false)
    await expect(openDatabase(copy)).rejects.toMatchObject(missing)
    await expect(restoreDatabase(copy, place(), new Date())).rejects.toMatchObject({
      name: 'BackupError',
      ...missing,
    })
  })

  test('serves without its log for somebody who says that this is enough', async () => {
    await copyOpen(false)
    await restoreDatabase(copy, place(), new Date(), { isPartEnough: true })
    expect(await idsIn(place())).toEqual([])
  })

  test('is restored whole with its log', async () => {
    await copyOpen(true)
    await restoreDatabase(copy, place(), new Date())
    expect(await idsIn(place())).toEqual(['late'])
  })

  test('is whole alone once the station has closed it', async () => {
    await copyOpen(false)
    const later = join(folder, 'later.sqlite')
    await copyFile(file, later)
    expect(await idsIn(later)).toEqual(['late'])
  })

  test('by a version that made an empty file first is told as well', async () => {
    copy = join(folder, 'old.sqlite')
    const old = await openSqlite(join(folder, 'was.sqlite'))
    old.prepare('pragma journal_mode = wal').all([])
    old.prepare('create table things (id text)').run([])
    await copyFile(join(folder, 'was.sqlite'), copy)
    await expect(openDatabase(copy)).rejects.toMatchObject(missing)
    old.close()
  })
})

test.each([['0001-issuances'], ['0002-proposals'], ['0003-audit-head']])(
  'a registry at %s comes up to date, with a dated copy of it first',
  async (version) => {
    const sqlite = await openSqlite(file)
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
    await new Migrator({ db: old, provider: { getMigrations } }).migrateTo(version)
    await old.destroy()
    await (await openDatabase(file)).destroy()

    const newest = Object.keys(await getMigrations()).at(-1)
    const copies = (await readdir(folder)).filter((name) => name.includes('before-migration'))
    expect(copies).toHaveLength(version === newest ? 0 : 1)
    const db = await openDatabase(file)
    const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    expect(applied.rows.map(({ name }) => name)).toEqual(Object.keys(await getMigrations()))
    await db.destroy()
  },
)
