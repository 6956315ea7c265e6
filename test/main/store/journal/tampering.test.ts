import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import { hashOf, type AuditFact, type Fact } from '../../../../src/main/store/journal/entry.ts'
import { createHeadSigner } from '../../../../src/main/store/journal/head-signer.ts'
import { Journal } from '../../../../src/main/store/journal/journal.ts'
import { repeatedColumns } from '../../../../src/main/store/journal/stored-entry.ts'
import { memoryWitness } from '../../../../src/main/store/journal/witness.ts'
import type { Schema } from '../../../../src/main/store/schema.ts'
import { SealedKeys } from '../../../../src/main/store/sealing/sealed-keys.ts'
import { sampleFact } from '../../../support/samples.ts'

const length = 30
const facts: readonly Fact[] = ['run-started', 'key-erased', 'pin-set', 'run-failed']

let db: Kysely<Schema>
let journal: Journal

/** A chain in which every column has something, and some have nothing. */
beforeEach(async () => {
  db = await openDatabase(':memory:')
  let now = 1_700_000_000_000
  const openSigner = createHeadSigner(new SealedKeys(db, createMemorySecrets(), () => now))
  journal = new Journal(db, { now: () => now++, openSigner, witness: memoryWitness() })
  for (let at = 1; at <= length; at++) await journal.append(factAt(at))
})

afterEach(() => db.destroy())

function factAt(at: number): AuditFact {
  const fact = { ...sampleFact, fact: facts[at % facts.length] ?? 'pin-set', issuanceId: `i${at}` }
  return at % 5 === 0 ? { ...fact, login: null, requestId: null, keySerial: null } : fact
}

const entry = (seq: number) => ({ intact: false, seq, fault: 'entry' })
const head = { intact: false, seq: length, fault: 'head' }
const whole = { intact: true, entries: length, setBack: null }

/** Does something to the tables, looks at what is said of it, and undoes it. */
async function verdictOn(harm: () => Promise<unknown>): Promise<unknown> {
  await sql`savepoint before_harm`.execute(db)
  await harm()
  const verdict = await journal.verify()
  await sql`rollback to before_harm`.execute(db)
  await sql`release before_harm`.execute(db)
  return verdict
}

type Table = 'audit' | 'audit_head'

/** Puts raw bytes, or any integer, where a column was. */
async function put(table: Table, column: string, seq: number, value: Uint8Array | bigint) {
  const bytes = typeof value === 'bigint' ? sql`${value}` : sql`cast(${value} as text)`
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${bytes} where seq = ${seq}`.execute(
    db,
  )
}

const texts = ['fact', 'issuance_id', 'body', 'hash', 'procedure'] as const
const sometimes = ['request_id', 'login_folded', 'serial_folded'] as const

/** One bit of every byte, another one each time; some bytes only, where `step` is more than one. */
function* flips(text: string, step: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += step) {
    const flipped = Uint8Array.from(bytes)
    flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
    yield flipped
  }
}

/** Every bit of a 64-bit integer. */
const bitsOf = (value: bigint) =>
  Array.from({ length: 64 }, (_, bit) => BigInt.asIntN(64, value ^ (1n << BigInt(bit))))

test('a chain as it was written is whole', async () => {
  expect(await journal.verify()).toEqual(whole)
})

describe('a changed bit is named by its entry', () => {
  test.each([...texts, ...sometimes])('of %s', async (column) => {
    const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
    for (const row of rows) {
      const isLookedAtClosely = [1, 16, length].includes(row.seq)
      const step = isLookedAtClosely || column !== 'body' ? 1 : 9
      for (const bytes of flips(row[column] ?? '', step)) {
        const verdict = await verdictOn(() => put('audit', column, row.seq, bytes))
        expect(verdict).toEqual(entry(row.seq))
      }
    }
  })

  test('of the time', async () => {
    const rows = await db.selectFrom('audit').select(['seq', 'at']).execute()
    for (const { seq, at } of rows) {
      for (const value of bitsOf(BigInt(at))) {
        expect(await verdictOn(() => put('audit', 'at', seq, value))).toEqual(entry(seq))
      }
    }
  })

  test('of the number: an entry that is missing there, or stands before the first', async () => {
    for (let seq = 1; seq <= length; seq++) {
      const free = bitsOf(BigInt(seq)).filter((value) => value < 1n || value > BigInt(length))
      for (const value of free) {
        const verdict = await verdictOn(() => put('audit', 'seq', seq, value))
        expect(verdict).toEqual(entry(value < 1n ? 1 : seq))
      }
    }
  })

  test('also by what is not there, or is there where nothing was', async () => {
    for (const column of [...sometimes, 'issuance_id'] as const) {
      const without = db
        .updateTable('audit')
        .set({ [column]: null })
        .where('seq', '=', 7)
      expect(await verdictOn(() => without.execute())).toEqual(entry(7))
      const other = db
        .updateTable('audit')
        .set({ [column]: 'x' })
        .where('seq', '=', 10)
      expect(await verdictOn(() => other.execute())).toEqual(entry(10))
    }
  })
})

describe('the head', () => {
  test.each(['hash', 'signature', 'public_key'] as const)(
    'a changed bit of its %s',
    async (column) => {
      const row = await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
      for (const bytes of flips(row[column], 1)) {
        const fault = column === 'public_key' ? 'key' : 'head'
        const verdict = await verdictOn(() => put('audit_head', column, length, bytes))
        expect(verdict).toEqual({ ...head, fault })
      }
    },
  )

  test.each(['id', 'seq'])('a changed bit of its %s', async (column) => {
    const value = column === 'id' ? 1n : BigInt(length)
    for (const other of bitsOf(value)) {
      expect(await verdictOn(() => put('audit_head', column, length, other))).toEqual(head)
    }
  })

  test('a second one, or none', async () => {
    const second = sql`insert into audit_head select 2, seq, hash, signature, public_key from audit_head`
    expect(await verdictOn(() => second.execute(db))).toEqual(head)
    expect(await verdictOn(() => db.deleteFrom('audit_head').execute())).toEqual(head)
  })
})

describe('an entry', () => {
  test('that was removed is named by its place', async () => {
    for (let seq = 1; seq <= length; seq++) {
      const remove = db.deleteFrom('audit').where('seq', '=', seq)
      const fault = seq === length ? 'tail' : 'entry'
      expect(await verdictOn(() => remove.execute())).toEqual({ intact: false, seq, fault })
    }
  })

  test('that was swapped with the next, by the first of the two places', async () => {
    for (let seq = 1; seq < length; seq++) {
      const swap = async () => {
        await put('audit', 'seq', seq, 1000n)
        await put('audit', 'seq', seq + 1, BigInt(seq))
        await put('audit', 'seq', 1000, BigInt(seq + 1))
      }
      expect(await verdictOn(swap)).toEqual(entry(seq))
    }
  })

  test('that was cut off with all after it, by the first place that is missing', async () => {
    for (let seq = 1; seq <= length; seq++) {
      const cut = db.deleteFrom('audit').where('seq', '>=', seq)
      expect(await verdictOn(() => cut.execute())).toEqual({ intact: false, seq, fault: 'tail' })
    }
  })

  test('that was put in between, by its place or where the chain goes on from it', async () => {
    for (const seq of [1, 2, 15, length]) {
      expect(await verdictOn(() => forgeAt(seq, 'f'.repeat(64)))).toEqual(entry(seq))
      expect(await verdictOn(() => forgeAt(seq))).toEqual(entry(seq + 1))
    }
  })

  test('that was put in between, with the whole chain made anew, by the head', async () => {
    const forge = async () => {
      await forgeAt(15)
      await chainAnew()
    }
    expect(await verdictOn(forge)).toEqual({ ...head, seq: length })
  })

  test('that says nothing readable, though the chain goes on from it, by its place', async () => {
    for (const body of ['', '{', 'null', '7', '"text"', '[]', '{}']) {
      const forge = async () => {
        await db.updateTable('audit').set({ body }).where('seq', '=', 12).execute()
        await chainAnew()
      }
      expect(await verdictOn(forge)).toEqual(entry(12))
    }
  })

  /** Makes room at a place, and puts an entry there that follows from the one before. */
  async function forgeAt(seq: number, hash?: string): Promise<void> {
    for (let at = length; at >= seq; at--) await put('audit', 'seq', at, BigInt(at + 1))
    const body = JSON.stringify(factAt(seq))
    const before = await db
      .selectFrom('audit')
      .select('hash')
      .where('seq', '=', seq - 1)
      .execute()
    const own = hash ?? hashOf(before[0]?.hash ?? '0'.repeat(64), seq, 7, body)
    const row = { seq, at: 7, body, hash: own, ...repeatedColumns(factAt(seq)) }
    await db.insertInto('audit').values(row).execute()
  }

  /** Every hash as if the entries had always been these. */
  async function chainAnew(): Promise<void> {
    let previous = '0'.repeat(64)
    const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
    for (const { seq, at, body } of rows) {
      previous = hashOf(previous, seq, at, body)
      await db.updateTable('audit').set({ hash: previous }).where('seq', '=', seq).execute()
    }
  }
})
