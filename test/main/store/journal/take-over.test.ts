import { sql, type Kysely } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import { journalFromBefore } from '../../../../src/main/store/file/migrations/0006-known-journal.ts'
import { lastEntry } from '../../../../src/main/store/journal/entries.ts'
import { createHeadSigner } from '../../../../src/main/store/journal/head-signer.ts'
import { writeHead } from '../../../../src/main/store/journal/head.ts'
import { Journal } from '../../../../src/main/store/journal/journal.ts'
import { memoryWitness } from '../../../../src/main/store/journal/witness.ts'
import type { Schema } from '../../../../src/main/store/schema.ts'
import { SealedKeys } from '../../../../src/main/store/sealing/sealed-keys.ts'
import { sampleFact } from '../../../support/samples.ts'

// A journal that began before the station remembered its end elsewhere is taken over once.

let db: Kysely<Schema>
const secrets = createMemorySecrets()

beforeEach(async () => {
  db = await openDatabase(':memory:')
  const journal = openJournal()
  for (let times = 0; times < 3; times++) await journal.append(sampleFact)
  await db.insertInto('cursors').values({ name: journalFromBefore, value: '1' }).execute()
  return () => db.destroy()
})

/** With a witness that knows nothing. */
function openJournal(witness = memoryWitness()): Journal {
  const openSigner = createHeadSigner(new SealedKeys(db, secrets, Date.now))
  return new Journal(db, { now: Date.now, openSigner, witness })
}

/** The signed end as it was when there were so many entries. */
async function headAfter(entries: number) {
  await db.deleteFrom('audit').where('seq', '>', entries).execute()
  const signer = await createHeadSigner(new SealedKeys(db, secrets, Date.now))(false)
  const last = await lastEntry(db)
  if (!signer || !last) throw new Error('nothing to sign')
  await writeHead(db, last, signer)
  return await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
}

const intact = (entries: number) => ({ intact: true, entries, setBack: null })

test('it goes on, signed to its end', async () => {
  const journal = openJournal()
  await journal.append(sampleFact)
  expect(await journal.verify()).toEqual(intact(4))
})

test('one that was never signed, for there was no key store, is signed from now on', async () => {
  await db.deleteFrom('audit_head').execute()
  await db.deleteFrom('data_keys').execute()
  expect(await openJournal().verify()).toEqual(intact(3))
})

test('one that was signed only in part is signed whole', async () => {
  const rest = await db.selectFrom('audit').selectAll().where('seq', '=', 3).execute()
  const whole = await headAfter(2)
  await db.insertInto('audit').values(rest).execute()
  await db.updateTable('audit_head').set(whole).execute()
  expect(await openJournal().verify()).toEqual(intact(3))
})

test('one whose end was cut off stays broken', async () => {
  await db.deleteFrom('audit').where('seq', '=', 3).execute()
  const journal = openJournal()
  await journal.append(sampleFact)
  expect(await journal.verify()).toMatchObject({ intact: false })
})

test('one that was changed stays broken', async () => {
  await sql`update audit set hash = 'f' where seq = 3`.execute(db)
  const journal = openJournal()
  await journal.append(sampleFact)
  expect(await journal.verify()).toMatchObject({ intact: false })
})

test("it is taken over once: with nothing remembered again it is nobody's", async () => {
  await openJournal().append(sampleFact)
  expect(await openJournal().verify()).toEqual({ intact: false, seq: 4, fault: 'key' })
})

test('one that a killed start took over already is not taken over a second time', async () => {
  const witness = memoryWitness()
  await openJournal(witness).append(sampleFact)
  await db.insertInto('cursors').values({ name: journalFromBefore, value: '1' }).execute()
  await openJournal(witness).append(sampleFact)
  expect(await db.selectFrom('cursors').selectAll().execute()).toEqual([])
})
