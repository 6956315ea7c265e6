import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { getMigrations } from '../../../../src/main/store/file/migrations.ts'
import { openSqlite } from '../../../../src/main/store/file/sqlite.ts'
import { openRegistry } from '../../../../src/main/store/registry.ts'
import { templateSchema } from '../../../../src/shared/template-schema.ts'
import { leaveOld, oldPin, oldRows, oldTemplate } from '../../../support/old-registry.ts'

const secrets = createMemorySecrets()
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-migrations-'))
  file = join(folder, 'registry.sqlite')
})

afterEach(() => rm(folder, { recursive: true }))

/** Every version that a station may still have; a new migration joins the list by itself. */
const versions = Object.keys(await getMigrations()).slice(0, -1)

describe.each(versions)('a registry at %s', (version) => {
  test('keeps its rows, which mean today what they meant then', async () => {
    await leaveOld(file, version, secrets)
    const { issuances, journal, proposals, activations, close } = await openRegistry(
      file,
      secrets,
      () => 30,
    )
    expect(await issuances.find('i1')).toEqual({
      id: 'i1',
      procedure: 'issue-key',
      state: 'active',
      act: null,
      bundleId: 'i1',
      formerId: null,
      personId: '00u1',
      login: 'Åsa.Ström@example.com',
      personName: 'Åsa Ström',
      provider: 'acme.okta.com',
      template: {
        ...oldTemplate,
        version: 1,
        activation: { when: 'at-once' },
        minimumPinLength: null,
        forcePinChange: 'never',
        alwaysUv: false,
        enterpriseAttestation: false,
        userVerification: 'provider',
        models: [],
        attestation: 'verify',
        origins: 'usual',
        missingPerson: 'refuse',
        groups: [],
        attribute: null,
        inactive: { means: 'suspend-person' },
        papers: { letter: false, label: false },
      },
      rpId: 'acme.okta.com',
      factorId: 'fwf1',
      credentialId: 'Cred-1_',
      aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
      keySerial: '12345678',
      keyProduct: 'YubiKey 5 NFC',
      onKey: 'credential',
      hasSealedPin: false,
      isHeld: false,
      inactiveBy: null,
      createdAt: 10,
      updatedAt: 20,
    })
    expect(await issuances.find('i2')).toMatchObject({
      hasSealedPin: true,
      template: { activation: { when: 'hand-over', gate: 'pin' } },
    })
    const pin = await issuances.openPin(oldPin.row)
    expect(Buffer.from(pin ?? []).toString()).toBe(oldPin.pin)
    const rows = await Promise.all(oldRows.map(({ id }) => issuances.find(String(id))))
    expect(rows.map((row) => [row?.onKey, row?.act])).toEqual([
      ['credential', null],
      ['credential', null],
      ['unknown', null],
      ['nothing', null],
      ['credential', 'registering'],
      ['unknown', 'creating'],
      ['unknown', 'enrolling'],
      ['nothing', null],
    ])
    for (const row of rows) templateSchema.parse(row?.template)
    const all = { states: [], sort: 'name', offset: 0, limit: 10 } as const
    for (const text of ['', 'asa', 'STROM', 'yubikey', '1234']) {
      const total = ['yubikey', '1234'].includes(text) ? 7 : 8
      expect(await issuances.page({ ...all, text })).toMatchObject({ total })
    }
    expect(await issuances.page({ ...all, text: '', states: ['planned'] })).toMatchObject({
      total: 2,
    })
    expect(await journal.verify()).toEqual({ intact: true, entries: 3, setBack: null })
    expect(await journal.page({ text: 'ab1', offset: 0, limit: 1 })).toMatchObject({ total: 3 })
    expect((await proposals.watch()).ownRequestIds).toEqual(new Set(['r1']))
    expect(await proposals.listOpen()).toHaveLength(version >= '0002' ? 1 : 0)
    const holder = { provider: 'acme.okta.com', personId: '00u1' }
    expect(await activations.change(holder, 0, (before) => [...before, 30])).toEqual([30])
    await close()
  })

  test('leaves a dated copy that is as it was', async () => {
    const before = await leaveOld(file, version, secrets)
    const registry = await openRegistry(file, secrets, () => 30)
    await registry.close()
    const [copy = '', ...others] = (await readdir(folder)).filter((name) =>
      /^registry\.\d{8}-\d{6}\.before-migration\.sqlite$/.test(name),
    )
    expect(others).toEqual([])
    expect((await stat(join(folder, copy))).mode & 0o777).toBe(0o600)
    const sqlite = await openSqlite(join(folder, copy))
    const names = sqlite.prepare('select name from kysely_migration').all([]) as { name: string }[]
    const rows = sqlite.prepare('select * from issuances order by id').all([])
    sqlite.close()
    expect(names.at(-1)?.name).toBe(version)
    expect(rows).toEqual(before)
  })
})

test.each(Object.keys(await getMigrations()))(
  'an empty registry at %s becomes what a new one is',
  async (version) => {
    const dialect = new SqliteDialect({ database: await openSqlite(file) })
    const db = new Kysely<unknown>({ dialect })
    await new Migrator({ db, provider: { getMigrations } }).migrateTo(version)
    await db.destroy()
    const holder = { provider: 'acme.okta.com', personId: '00u1' }
    for (const times of [[30], [30, 30]]) {
      // The second time it is opened it is held against the schema of its new version.
      const { activations, close } = await openRegistry(file, secrets, () => 30)
      expect(await activations.change(holder, 0, (before) => [...before, 30])).toEqual(times)
      await close()
    }
  },
)
