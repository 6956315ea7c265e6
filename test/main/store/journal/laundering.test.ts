import { generateKeyPairSync, sign } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import type { Secrets } from '../../../../src/main/secrets/secrets.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import { genesis, hashOf } from '../../../../src/main/store/journal/entry.ts'
import { createHeadSigner } from '../../../../src/main/store/journal/head-signer.ts'
import { Journal } from '../../../../src/main/store/journal/journal.ts'
import { memoryWitness, type Witness } from '../../../../src/main/store/journal/witness.ts'
import type { Schema } from '../../../../src/main/store/schema.ts'
import { SealedKeys } from '../../../../src/main/store/sealing/sealed-keys.ts'
import { sampleFact } from '../../../support/samples.ts'

// A journal that was changed stays broken, whatever is written to it afterwards: by no ordinary entry does
// what was forged become what the station signed.

const length = 20

let db: Kysely<Schema>
let secrets: Secrets
let witness: Witness

beforeEach(async () => {
  db = await openDatabase(':memory:')
  secrets = createMemorySecrets()
  witness = memoryWitness()
  const journal = openJournal()
  for (let at = 1; at <= length; at++) await journal.append({ ...sampleFact, issuanceId: `i${at}` })
  expect(await journal.verify()).toEqual({ intact: true, entries: length, setBack: null })
  return () => db.destroy()
})

/** As a station that starts: it knows nothing but the registry, its keeper and its witness. */
function openJournal(): Journal {
  const openSigner = createHeadSigner(new SealedKeys(db, secrets, Date.now))
  return new Journal(db, { now: Date.now, openSigner, witness })
}

/** What is said at once, after one ordinary entry, and after a second by another process. */
async function verdicts(): Promise<unknown[]> {
  const said: unknown[] = [await openJournal().verify()]
  for (let times = 0; times < 2; times++) {
    await openJournal().append(sampleFact)
    said.push(await openJournal().verify())
  }
  return said
}

const broken = (seq: number, fault: string) => ({ intact: false, seq, fault })

/** Every hash as if the entries had always been these, one after the other. */
async function chainAnew(): Promise<string> {
  let previous = genesis
  const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
  for (const { seq, at, body } of rows) {
    previous = hashOf(previous, seq, at, body)
    await db.updateTable('audit').set({ hash: previous }).where('seq', '=', seq).execute()
  }
  return previous
}

async function changeEntry(seq: number): Promise<string> {
  const body = JSON.stringify({ ...sampleFact, issuanceId: `i${seq}`, operator: 'somebody else' })
  await db.updateTable('audit').set({ body }).where('seq', '=', seq).execute()
  return await chainAnew()
}

async function removeEntry(seq: number): Promise<string> {
  await db.deleteFrom('audit').where('seq', '=', seq).execute()
  await sql`update audit set seq = -seq where seq > ${seq}`.execute(db)
  await sql`update audit set seq = -seq - 1 where seq < 0`.execute(db)
  return await chainAnew()
}

/** The head as somebody else would sign it. */
async function signAsAnother(seq: number, hash: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const text = Buffer.from(`keydesk audit head\n${seq}\n${hash}`)
  await db
    .updateTable('audit_head')
    .set({
      seq,
      hash,
      signature: sign(null, text, privateKey).toString('base64'),
      public_key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    })
    .execute()
}

describe('is named, and stays named', () => {
  test('entries deleted from the end', async () => {
    await db.deleteFrom('audit').where('seq', '>', 15).execute()
    const now = broken(16, 'entry')
    expect(await verdicts()).toEqual([broken(16, 'tail'), now, now])
  })

  test('an entry removed, the rest renumbered and chained again', async () => {
    await removeEntry(11)
    const [first, ...later] = await verdicts()
    expect(first).toEqual(broken(length, 'tail'))
    expect(later).toEqual([broken(length, 'entry'), broken(length, 'entry')])
  })

  test('an entry changed, and chained again', async () => {
    await changeEntry(11)
    const [first, ...later] = await verdicts()
    expect(first).toEqual(broken(length, 'head'))
    expect(later).toEqual([broken(length + 1, 'entry'), broken(length + 1, 'entry')])
  })

  test('the same, and the head removed', async () => {
    await changeEntry(11)
    await db.deleteFrom('audit_head').execute()
    const [first, ...later] = await verdicts()
    expect(first).toEqual(broken(length, 'head'))
    expect(later).toEqual([broken(length + 1, 'entry'), broken(length + 1, 'entry')])
  })

  test("the same, and the station's signing key removed", async () => {
    await changeEntry(11)
    await db.deleteFrom('audit_head').execute()
    await db.deleteFrom('data_keys').where('id', '=', 'audit').execute()
    expect(await verdicts()).toEqual([
      broken(length, 'head'),
      broken(length + 1, 'entry'),
      broken(length + 1, 'entry'),
    ])
  })

  test('the same, the head signed with a key of their own', async () => {
    await signAsAnother(length, await changeEntry(11))
    await db.deleteFrom('data_keys').where('id', '=', 'audit').execute()
    expect((await verdicts())[0]).toEqual(broken(length, 'key'))
    await signAsAnother(length, await chainAnew())
    expect(await openJournal().verify()).toMatchObject({ intact: false })
  })

  test("the same, the signing key's keeper changed", async () => {
    await signAsAnother(length, await changeEntry(11))
    await db.updateTable('data_keys').set({ keeper: 'operating-system' }).execute()
    expect((await verdicts())[0]).toEqual(broken(length, 'key'))
  })

  test('the signing key alone removed: another one is never made', async () => {
    await db.deleteFrom('data_keys').where('id', '=', 'audit').execute()
    expect(await verdicts()).toEqual([20, 21, 22].map((seq) => broken(seq, 'key')))
    const keys = await db.selectFrom('data_keys').selectAll().where('id', '=', 'audit').execute()
    expect(keys).toEqual([])
  })

  test('an older copy of the journal, whole and signed as it was', async () => {
    const [rows, heads] = [
      await db.selectFrom('audit').selectAll().execute(),
      await db.selectFrom('audit_head').selectAll().execute(),
    ]
    await openJournal().append(sampleFact)
    await openJournal().append(sampleFact)
    await db.deleteFrom('audit').execute()
    await db.insertInto('audit').values(rows).execute()
    await db.deleteFrom('audit_head').execute()
    await db.insertInto('audit_head').values(heads).execute()
    expect(await verdicts()).toEqual([
      broken(length + 1, 'older'),
      broken(length + 1, 'entry'),
      broken(length + 1, 'entry'),
    ])
  })

  test('everything deleted, though the station remembers it', async () => {
    await db.deleteFrom('audit').execute()
    await db.deleteFrom('audit_head').execute()
    expect(await verdicts()).toEqual([broken(1, 'older'), broken(1, 'entry'), broken(1, 'entry')])
  })

  test('what the station remembers is gone: a journal that is not empty is none that begins', async () => {
    witness = memoryWitness()
    const [first, ...later] = await verdicts()
    expect(first).toEqual(broken(length, 'key'))
    expect(later).toEqual([broken(length + 1, 'key'), broken(length + 2, 'key')])
  })

  test('tampering while the station is open', async () => {
    const journal = openJournal()
    await journal.append(sampleFact)
    await changeEntry(11)
    await journal.append(sampleFact)
    expect(await journal.verify()).toEqual(broken(length + 2, 'entry'))
  })
})

test('two stations on one journal remember the later end, and neither calls the other a forger', async () => {
  const [one, other] = [openJournal(), openJournal()]
  for (const journal of [one, other, other, one, one, other]) await journal.append(sampleFact)
  await Promise.all([one, other].map((journal) => journal.append(sampleFact)))
  const entries = length + 8
  expect(await openJournal().verify()).toEqual({ intact: true, entries, setBack: null })
  expect(await witness.read()).toMatchObject({ seq: entries })
})
