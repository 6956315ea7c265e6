import { execFile } from 'node:child_process'
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { isWhole, openDatabase } from '../../../../src/main/store/file/database.ts'
import { openSqlite } from '../../../../src/main/store/file/sqlite.ts'
import { openRegistry } from '../../../../src/main/store/registry.ts'
import { stationAt } from '../../../support/engines.ts'
import { draftOf, sampleFact } from '../../../support/samples.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-disk-'))
  file = join(folder, 'registry.sqlite')
})

afterEach(() => rm(folder, { recursive: true }))

const corrupt = { name: 'RegistryError', reason: 'corrupt' }

async function leaveRegistry(): Promise<void> {
  const registry = await openRegistry(file, createMemorySecrets(), Date.now)
  await registry.issuances.create(draftOf('i1'))
  await registry.close()
  // The development engine leaves the log to its own end of the process.
  const db = await openDatabase(file)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  await db.destroy()
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true })
}

describe('a full disk', () => {
  test('stops the write with its reason; what was written stays whole, and work goes on after it', async () => {
    const db = await openDatabase(file)
    const { issuances, journal } = stationAt(db)
    await issuances.create(draftOf('i1'))
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count ?? 0}`).execute(db)
    const full = { name: 'RegistryError', reason: 'full' }
    const fill = async (name: string) => {
      for (let at = 0; at < 200; at++) await issuances.create(draftOf(`${name}${at}`))
    }
    await expect(fill('more')).rejects.toMatchObject(full)
    const append = async () => {
      for (let at = 0; at < 200; at++) await journal.append(sampleFact)
    }
    await expect(append()).rejects.toMatchObject(full)
    expect(await issuances.find('i1')).toMatchObject({ state: 'planned' })
    expect(await isWhole(db)).toBe(true)
    expect(await journal.verify()).toMatchObject({ intact: true })
    const { total } = await issuances.page(everything)
    const kept = await db.selectFrom('issuances').select('id').execute()
    expect(kept).toHaveLength(total)
    await sql`pragma max_page_count = 1000000`.execute(db)
    await fill('again')
    await db.destroy()
  })

  const everything = { text: '', states: [], sort: 'newest', offset: 0, limit: 1 } as const
})

describe('a file that cannot be written', () => {
  test('stops the station at its start, not at its first key', async () => {
    await leaveRegistry()
    await chmod(folder, 0o755)
    await chmod(file, 0o444)
    expect(await openAsAnybody(file)).toBe('read-only')
  })
})

/** What an account that is not root is told; root may write everything. */
async function openAsAnybody(path: string): Promise<string> {
  const source = join(import.meta.dirname, '../../../../src/main/store/file/database.ts')
  const script = `
    import('${source}').then(({ openDatabase }) => openDatabase('${path}')).then(
      () => console.log('opened'),
      (error) => console.log(error.reason ?? error))`
  const isRoot = process.getuid?.() === 0
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { ...(isRoot && { uid: 65_534, gid: 65_534 }) },
  )
  return stdout.trim()
}

describe('a registry that is gone does not start anew', () => {
  test('cut to nothing', async () => {
    await leaveRegistry()
    await truncate(file)
    await expect(openDatabase(file)).rejects.toMatchObject(corrupt)
    expect((await stat(file)).size).toBe(0)
  })

  test('cut in the middle', async () => {
    await leaveRegistry()
    await truncate(file, Math.floor((await stat(file)).size / 2))
    await expect(openAndRead()).rejects.toMatchObject(corrupt)
  })

  test('deleted, with changes that were not brought into it yet', async () => {
    const registry = await openRegistry(file, createMemorySecrets(), Date.now)
    await registry.issuances.create(draftOf('i1'))
    const lost = join(folder, 'lost.sqlite')
    await copyFile(`${file}-wal`, `${lost}-wal`)
    await registry.close()
    await expect(openDatabase(lost)).rejects.toMatchObject({ reason: 'part-missing' })
  })

  test('moved away, with a copy beside it', async () => {
    await leaveRegistry()
    await rename(file, join(folder, 'registry.20261123-071542.before-migration.sqlite'))
    await expect(openDatabase(file)).rejects.toMatchObject({ reason: 'gone' })
  })

  test("another program's", async () => {
    const foreign = await openSqlite(file)
    foreign.prepare('create table things (id text)').run([])
    foreign.close()
    await expect(openDatabase(file)).rejects.toMatchObject(corrupt)
    const after = await openSqlite(file)
    const tables = after.prepare('select name from sqlite_master').all([])
    after.close()
    expect(tables).toEqual([{ name: 'things' }])
  })

  test('with bytes of it overwritten', async () => {
    await leaveRegistry()
    const { size } = await stat(file)
    await writeFile(file, Buffer.alloc(size, 7))
    await expect(openDatabase(file)).rejects.toMatchObject(corrupt)
  })

  async function openAndRead(): Promise<void> {
    const db = await openDatabase(file)
    try {
      await stationAt(db).issuances.find('i1')
      if (!(await isWhole(db))) throw new Error('not whole')
    } finally {
      await db.destroy()
    }
  }
})

test('stations that open and close it in turn lose nothing, and see no part missing', async () => {
  await leaveRegistry()
  const source = (path: string) => join(import.meta.dirname, '../../../..', path)
  const script = (who: string) => `
    import { openRegistry } from '${source('src/main/store/registry.ts')}'
    import { createMemorySecrets } from '${source('src/main/secrets/key-file.ts')}'
    import { draftOf } from '${source('test/support/samples.ts')}'
    for (let at = 0; at < 8; at++) {
      const registry = await openRegistry('${file}', createMemorySecrets(), Date.now)
      await registry.issuances.create(draftOf('${who}' + at))
      await registry.close()
    }`
  const station = (who: string) =>
    promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script(who),
    ])
  await Promise.all(['a', 'b', 'c'].map(station))
  const db = await openDatabase(file)
  expect(await db.selectFrom('issuances').select('id').execute()).toHaveLength(1 + 3 * 8)
  await db.destroy()
}, 120_000)

test('a new one is made where there is nothing', async () => {
  await writeFile(join(folder, 'connection.sealed'), 'x')
  await leaveRegistry()
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

describe('a file that brings rules of its own', () => {
  const foreignRules = { name: 'RegistryError', reason: 'foreign-rules' }

  test.each([
    [
      'a trigger that hides every revealed PIN',
      `create trigger hide after insert on audit when new.fact = 'pin-revealed'
       begin delete from audit where seq = new.seq; end`,
    ],
    ['a view', 'create view people_too as select * from people'],
    ['another table', 'create table notes (text text)'],
    ['another index', 'create unique index one_person on issuances (person_id)'],
    ['a column more', 'alter table people add column note text'],
  ])('is refused: %s', async (_, rule) => {
    await leaveRegistry()
    const sqlite = await openSqlite(file)
    sqlite.prepare(rule).run([])
    sqlite.close()
    await expect(openDatabase(file)).rejects.toMatchObject(foreignRules)
  })

  test('is refused: a table with another definition', async () => {
    await leaveRegistry()
    const sqlite = await openSqlite(file)
    for (const line of [
      'alter table cursors rename to old_cursors',
      "create table cursors (name text primary key, value text default 'x')",
      'drop table old_cursors',
    ]) {
      sqlite.prepare(line).run([])
    }
    sqlite.close()
    await expect(openDatabase(file)).rejects.toMatchObject(foreignRules)
  })
})

test('a registry that was deleted, though the station remembers its journal, is missing', async () => {
  const station = join(folder, 'station')
  await mkdir(station)
  const own = join(station, 'registry.sqlite')
  const registry = await openRegistry(own, createMemorySecrets(), Date.now)
  await registry.journal.append(sampleFact)
  await registry.close()
  await rm(station, { recursive: true })
  await mkdir(station)
  await expect(openDatabase(own)).rejects.toMatchObject({
    name: 'RegistryError',
    reason: 'gone',
  })
  expect(await readdir(station)).toEqual([])
})
