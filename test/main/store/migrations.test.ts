import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { genesis, hashOf } from '../../../src/main/audit/entry.ts'
import { createMemorySecrets } from '../../../src/main/sealing.ts'
import { openSqlite } from '../../../src/main/store/sqlite.ts'
import { getMigrations } from '../../../src/main/store/migrations.ts'
import { openRegistry } from '../../../src/main/store/registry.ts'
import { templateSchema } from '../../../src/shared/template-schema.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-migrations-'))
  file = join(folder, 'registry.sqlite')
})

afterEach(() => rm(folder, { recursive: true }))

type Row = Record<string, string | number | null>
type Anything = Record<'issuances' | 'audit' | 'proposals' | 'cursors' | 'audit_head', Row>

const template = {
  id: 'walk-in',
  name: 'Walk-in desk',
  pin: { kind: 'typed' },
  erase: 'when-not-blank',
  requireResidentKey: true,
  proof: 'key',
  providerEvents: 'ask',
}
const handOver = { ...template, id: 'hand-over', pin: { kind: 'random-digits', length: 6 } }

/** An issuance as versions 0001 to 0003 wrote it. */
const oldRow: Row = {
  id: 'i1',
  state: 'active',
  act: null,
  procedure: 'issue-key',
  person_id: '00u1',
  login: 'Åsa.Ström@example.com',
  person_name: 'Åsa Ström',
  provider: 'acme.okta.com',
  rp_id: 'acme.okta.com',
  factor_id: 'fwf1',
  credential_id: 'Cred-1_',
  public_key: 'cG',
  aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  key_serial: '12345678',
  key_product: 'YubiKey 5 NFC',
  key_identity: '1050:12345678',
  sealed_pin: null,
  template: JSON.stringify(template),
  created_at: 10,
  updated_at: 20,
}
const blank = { credential_id: null, factor_id: null, public_key: null }

const oldRows: readonly Row[] = [
  oldRow,
  {
    ...oldRow,
    id: 'i2',
    state: 'issued',
    template: JSON.stringify(handOver),
    sealed_pin: 'c2VhbA',
  },
  { ...oldRow, id: 'i3', state: 'revoked' },
  { ...oldRow, ...blank, id: 'i4', state: 'expired' },
  { ...oldRow, id: 'i5', state: 'unfinished', act: 'activating' },
  { ...oldRow, ...blank, id: 'i6', state: 'unfinished', act: 'creating' },
  { ...oldRow, ...blank, id: 'i7', state: 'planned', act: 'enrolling' },
  { ...oldRow, ...blank, id: 'i8', state: 'planned', key_serial: null, key_product: null },
]

const oldFact = {
  fact: 'pin-set',
  operator: 'o',
  station: 's',
  procedure: 'issue-key',
  issuanceId: 'i1',
  personId: '00u1',
  login: 'Åsa',
  aaguid: null,
  keySerial: 'AB12',
  credentialId: null,
  factorId: null,
  requestId: 'r1',
  failure: null,
}

/** A registry as a station of that version left it, with rows in every table it had. */
async function leaveOld(version: string): Promise<void> {
  const dialect = new SqliteDialect({ database: await openSqlite(file) })
  const db = new Kysely<Anything>({ dialect })
  await new Migrator({ db, provider: { getMigrations } }).migrateTo(version)
  for (const row of oldRows) await db.insertInto('issuances').values(row).execute()
  let hash = genesis
  for (let seq = 1; seq <= 3; seq++) {
    const body = JSON.stringify(oldFact)
    hash = hashOf(hash, seq, seq, body)
    const row = { seq, at: seq, fact: 'pin-set', issuance_id: 'i1', body, hash }
    await db.insertInto('audit').values(row).execute()
  }
  if (version >= '0002') {
    const proposal = { id: 'p', issuance_id: 'i1', at: 1, kind: 'factor-deleted', actor: 'a' }
    await db
      .insertInto('proposals')
      .values({ ...proposal, proposal: 'revoke', decision: 'open' })
      .execute()
  }
  await db.destroy()
}

/** Every version that a station may still have; a new migration joins the list by itself. */
const versions = Object.keys(await getMigrations()).filter((name) => name < '0004')

describe.each(versions)('a registry at %s', (version) => {
  test('keeps its rows, which mean today what they meant then', async () => {
    await leaveOld(version)
    const { issuances, journal, proposals, activations, close } = await openRegistry(
      file,
      createMemorySecrets(),
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
        ...template,
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
    await leaveOld(version)
    const registry = await openRegistry(file, createMemorySecrets(), () => 30)
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
    expect(rows).toEqual(oldRows)
  })
})

test.each(Object.keys(await getMigrations()))(
  'an empty registry at %s becomes what a new one is',
  async (version) => {
    const dialect = new SqliteDialect({ database: await openSqlite(file) })
    const db = new Kysely<Anything>({ dialect })
    await new Migrator({ db, provider: { getMigrations } }).migrateTo(version)
    await db.destroy()
    const holder = { provider: 'acme.okta.com', personId: '00u1' }
    for (const times of [[30], [30, 30]]) {
      // The second time it is opened it is held against the schema of its new version.
      const { activations, close } = await openRegistry(file, createMemorySecrets(), () => 30)
      expect(await activations.change(holder, 0, (before) => [...before, 30])).toEqual(times)
      await close()
    }
  },
)
