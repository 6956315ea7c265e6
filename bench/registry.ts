import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { genesis, hashOf } from '../src/main/audit/entry.ts'
import { createMemorySecrets } from '../src/main/sealing.ts'
import { openDatabase, openSqlite } from '../src/main/store/database.ts'
import { openRegistry } from '../src/main/store/registry.ts'

// A journal of a million entries and as many issuances: `npm run bench:registry`.

const count = Number(process.argv[2] ?? 1_000_000)
const fact = {
  fact: 'run-done',
  operator: 'operator',
  station: 'desk-1',
  procedure: 'issue-key',
  personId: '00u15s1KDETTQMQYABRL',
  aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  keySerial: '12345678',
  credentialId: 'l3Br0n-7H3g0',
  factorId: 'fwf2rovRxogXJ0nDy0g4',
  requestId: null,
  failure: null,
}

const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'))
const file = join(folder, 'registry.sqlite')

try {
  await (await openDatabase(file)).destroy()
  await fill()
  await measure()
} finally {
  await rm(folder, { recursive: true })
}

/** Written as the registry would write them, without a commit for each. */
async function fill(): Promise<void> {
  const sqlite = await openSqlite(file)
  const marks = (length: number) => Array.from({ length }, () => '?').join(',')
  const entry = sqlite.prepare(`insert into audit values (${marks(6)})`)
  const issuance = sqlite.prepare(`insert into issuances values (${marks(20)})`)
  sqlite.prepare('begin').run([])
  let hash = genesis
  for (let seq = 1; seq <= count; seq++) {
    const id = `i${seq}`
    const body = JSON.stringify({ ...fact, issuanceId: id, login: `person.${seq}@example.com` })
    hash = hashOf(hash, seq, seq, body)
    entry.run([seq, seq, fact.fact, id, body, hash])
    issuance.run(rowOf(seq))
  }
  sqlite.prepare('commit').run([])
  sqlite.close()
}

function rowOf(seq: number): (string | number | null)[] {
  const person = [`00u${seq}`, `person.${seq}@example.com`, `Person ${seq}`]
  const credential = ['acme.okta.com', `fwf${seq}`, `cred${seq}`, null, fact.aaguid, `${seq}`]
  const rest = ['YubiKey 5 NFC', `fingerprint${seq}`, null, '{}', seq, seq]
  return [
    `i${seq}`,
    'active',
    null,
    'issue-key',
    ...person,
    'acme.okta.com',
    ...credential,
    ...rest,
  ]
}

async function measure(): Promise<void> {
  const registry = await openRegistry(file, createMemorySecrets(), Date.now)
  await registry.journal.append({ ...fact, fact: 'run-done', issuanceId: 'i1', login: null })
  const verified = await timed(() => registry.journal.verify())
  console.log(`verify ${count} entries: ${verified.ms.toFixed(0)} ms`, verified.value)
  const finds: number[] = []
  for (let at = 0; at < 2000; at++) {
    const seq = 1 + Math.floor(Math.random() * count)
    finds.push((await timed(() => registry.issuances.listOnKey(`fingerprint${seq}`))).ms)
  }
  const writes: number[] = []
  for (let at = 0; at < 200; at++) {
    writes.push((await timed(() => registry.issuances.update('i1', { act: 'erasing' }))).ms)
  }
  report('holder of a key', finds)
  report('one committed write', writes)
  await registry.close()
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
  console.log(`${name}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`)
}
