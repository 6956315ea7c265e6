import { Kysely, Migrator, SqliteDialect } from 'kysely'
import type { Secrets } from '../../src/main/secrets/secrets.ts'
import { getMigrations } from '../../src/main/store/file/migrations.ts'
import { openSqlite } from '../../src/main/store/file/sqlite.ts'
import { genesis, hashOf } from '../../src/main/store/journal/entry.ts'
import { createHeadSigner } from '../../src/main/store/journal/head-signer.ts'
import { writeHead } from '../../src/main/store/journal/head.ts'
import type { Schema } from '../../src/main/store/schema.ts'
import { DataKeyKeeper } from '../../src/main/store/sealing/data-key.ts'
import { SealedKeys } from '../../src/main/store/sealing/sealed-keys.ts'

type Row = Record<string, string | number | null>
type Anything = Record<'issuances' | 'audit' | 'proposals', Row>

/** The template of its rows, as it was then. */
export const oldTemplate = {
  id: 'walk-in',
  name: 'Walk-in desk',
  pin: { kind: 'typed' },
  erase: 'when-not-blank',
  requireResidentKey: true,
  proof: 'key',
  providerEvents: 'ask',
}
const handOver = { ...oldTemplate, id: 'hand-over', pin: { kind: 'random-digits', length: 6 } }

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
  template: JSON.stringify(oldTemplate),
  created_at: 10,
  updated_at: 20,
}
const blank = { credential_id: null, factor_id: null, public_key: null }

/** What it holds; the one PIN that is sealed is left out. */
export const oldRows: readonly Row[] = [
  oldRow,
  {
    ...oldRow,
    id: 'i2',
    state: 'issued',
    template: JSON.stringify(handOver),
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

/** The one issuance with a PIN sealed, and the PIN. */
export const oldPin = Object.freeze({ row: 'i2', pin: '735194' })

/** The last version whose rows are written here; those after it are what their migrations made of these. */
const lastWritten = '0003-audit-head'

/**
 * A registry as a station of that version left it: rows in every table it had, a PIN and the journal's key
 * sealed by this keeper, the journal's end signed where that was done. Returns its issuances.
 */
export async function leaveOld(
  file: string,
  version: string,
  secrets: Secrets,
): Promise<readonly unknown[]> {
  const database = await openSqlite(file)
  const db = new Kysely<Anything>({ dialect: new SqliteDialect({ database }) })
  const migrator = new Migrator({ db, provider: { getMigrations } })
  await migrator.migrateTo(version < lastWritten ? version : lastWritten)
  for (const row of oldRows) await db.insertInto('issuances').values(row).execute()
  const end = await writeJournal(db)
  if (version >= '0002') await db.insertInto('proposals').values(oldProposal).execute()
  await seal(new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }), secrets, {
    head: version >= '0003' ? end : null,
  })
  await migrator.migrateTo(version)
  const rows = await db.selectFrom('issuances').selectAll().orderBy('id').execute()
  // Versions before the note in the file's header kept a log beside it from its beginning.
  if (version < '0004') database.prepare('pragma journal_mode = wal').all([])
  else await database.startLog()
  await db.destroy()
  return rows
}

const oldProposal: Row = {
  id: 'p',
  issuance_id: 'i1',
  at: 1,
  kind: 'factor-deleted',
  actor: 'a',
  proposal: 'revoke',
  decision: 'open',
}

/** Three entries; returns where they end. */
async function writeJournal(db: Kysely<Anything>) {
  let hash = genesis
  for (let seq = 1; seq <= 3; seq++) {
    const body = JSON.stringify(oldFact)
    hash = hashOf(hash, seq, seq, body)
    const row = { seq, at: seq, fact: 'pin-set', issuance_id: oldFact.issuanceId, body, hash }
    await db.insertInto('audit').values(row).execute()
  }
  return { seq: 3, hash }
}

async function seal(
  db: Kysely<Schema>,
  secrets: Secrets,
  { head }: { readonly head: { readonly seq: number; readonly hash: string } | null },
): Promise<void> {
  const keys = new SealedKeys(db, secrets, () => 1)
  const cipher = await new DataKeyKeeper(db, secrets, () => 1).cipher()
  const address = { table: 'issuances', column: 'sealed_pin', row: oldPin.row }
  const sealed = cipher.seal(Buffer.from(oldPin.pin), address)
  await db
    .updateTable('issuances')
    .set({ sealed_pin: sealed })
    .where('id', '=', oldPin.row)
    .execute()
  const signer = head && (await createHeadSigner(keys)(true))
  if (head && signer) await writeHead(db, head, signer)
}
