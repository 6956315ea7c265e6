import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, sql, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../src/main/sealing.ts'
import { restoreDatabase } from '../../../src/main/store/backup.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import { openSqlite } from '../../../src/main/store/sqlite.ts'
import { getMigrations } from '../../../src/main/store/migrations.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-backup-'))
  file = join(folder, 'registry.sqlite')
})

afterEach(() => rm(folder, { recursive: true }))

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
    const registry = await openRegistry(file, createMemorySecrets(), Date.now)
    await registry.copyTo(copy)
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
    await expect(restoreDatabase(copy, file, new Date())).rejects.toMatchObject({
      reason: 'corrupt',
    })
    const foreign = await openSqlite(copy)
    foreign.prepare('create table things (id text)').run([])
    foreign.close()
    await expect(restoreDatabase(copy, file, new Date())).rejects.toMatchObject({
      reason: 'corrupt',
    })
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
      reason: 'corrupt',
    })
    expect(await markOf(file)).toBe('before')
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
