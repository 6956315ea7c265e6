import { defaultTemplates } from '../src/main/store/default-templates.ts'
import { openDatabase } from '../src/main/store/file/database.ts'
import { openSqlite } from '../src/main/store/file/sqlite.ts'
import { genesis, hashOf } from '../src/main/store/journal/entry.ts'
import { fold } from '../src/main/store/rows/fold.ts'

type Row = Record<string, string | number | null>

const firstNames = ['Jane', 'John', 'Åsa', 'Jörg', 'Maria', 'Wei', 'Fatima', 'Olu', 'Ben', 'Zoë']
const lastNames = ['Miller', 'Doe', 'Ström', 'Müller', 'García', 'Li', 'Haddad', 'Okafor', 'Ito']
const states = ['active', 'active', 'active', 'active', 'active', 'revoked', 'revoked', 'issued']
const template = JSON.stringify(defaultTemplates[0])
const aaguid = '2fc0579f-8113-47ea-b116-bb5a8db9202a'

/** The person of the issuance with this number. */
export function personOf(seq: number) {
  const firstName = firstNames[seq % firstNames.length] ?? ''
  const lastName = lastNames[(seq * 7) % lastNames.length] ?? ''
  const login = `${fold(firstName)}.${fold(lastName)}.${seq}@example.com`
  return { id: `00u${seq}`, firstName, lastName: `${lastName} ${seq % 1000}`, login }
}

/** The serial number of its key. */
export const serialOf = (seq: number) => String(20_000_000 + seq)

/** Writes as many issuances and entries as the registry itself would have, without a commit for each. */
export async function fillRegistry(file: string, count: number): Promise<void> {
  await (await openDatabase(file)).destroy()
  const sqlite = await openSqlite(file)
  const run = (text: string) => sqlite.prepare(text).run([])
  const indexes = sqlite
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all([]) as { name: string; sql: string }[]
  // An index is made faster than kept.
  for (const { name } of indexes) run(`drop index "${name}"`)
  run('begin')
  insertAll((row) => insert(sqlite, 'issuances', row), count, issuanceRow)
  let hash = genesis
  insertAll(
    (row) => insert(sqlite, 'audit', row),
    count,
    (seq) => {
      const row = entryRow(seq, hash)
      hash = row.hash
      return row
    },
  )
  run("insert into counts select 'issuances.' || state, count(*) from issuances group by state")
  for (const { sql } of indexes) run(sql)
  run('commit')
  sqlite.close()
}

type Sqlite = Awaited<ReturnType<typeof openSqlite>>

function insertAll(add: (row: Row) => void, count: number, rowOf: (seq: number) => Row): void {
  for (let seq = 1; seq <= count; seq++) add(rowOf(seq))
}

const statements = new Map<string, ReturnType<Sqlite['prepare']>>()

function insert(sqlite: Sqlite, table: string, row: Row): void {
  let statement = statements.get(table)
  if (!statement) {
    const marks = Object.keys(row).map(() => '?')
    const text = `insert into ${table} (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`
    statement = sqlite.prepare(text)
    statements.set(table, statement)
  }
  statement.run(Object.values(row))
}

function issuanceRow(seq: number): Row {
  const person = personOf(seq)
  const name = `${person.firstName} ${person.lastName}`
  // Those models are gone: only the oldest keys are of them.
  const product = seq % 1_000_000 < 100_000 ? 'Security Key by Yubico' : 'YubiKey 5 NFC'
  return {
    id: `i${seq}`,
    state: seq % 1000 === 0 ? 'unfinished' : (states[seq % states.length] ?? 'active'),
    procedure: 'issue-key',
    person_id: person.id,
    login: person.login,
    person_name: name,
    provider: 'acme.okta.com',
    rp_id: 'acme.okta.com',
    factor_id: `fwf${seq}`,
    credential_id: `cred${seq}`,
    aaguid,
    key_serial: serialOf(seq),
    key_product: product,
    key_identity: `1050:${serialOf(seq)}`,
    template,
    created_at: seq,
    updated_at: seq,
    bundle_id: `i${seq}`,
    former_id: seq % 10 === 0 ? `i${seq - 1}` : null,
    on_key: 'credential',
    login_folded: fold(person.login),
    name_folded: fold(name),
    last_name_folded: fold(person.lastName),
    serial_folded: serialOf(seq),
    credential_folded: `cred${seq}`,
    product_folded: fold(product),
  }
}

function entryRow(seq: number, previous: string) {
  const { id: personId, login } = personOf(seq)
  const fact = {
    fact: seq % 5 === 0 ? 'run-done' : 'credential-registered',
    operator: 'operator',
    station: 'desk-1',
    procedure: 'issue-key',
    issuanceId: `i${seq}`,
    personId,
    login,
    aaguid,
    keySerial: serialOf(seq),
    credentialId: `cred${seq}`,
    factorId: `fwf${seq}`,
    requestId: `request${seq}`,
    failure: null,
  }
  const body = JSON.stringify(fact)
  return {
    seq,
    at: seq,
    fact: fact.fact,
    issuance_id: fact.issuanceId,
    body,
    hash: hashOf(previous, seq, seq, body),
    procedure: fact.procedure,
    request_id: fact.requestId,
    login_folded: fold(login),
    serial_folded: fact.keySerial,
  }
}
