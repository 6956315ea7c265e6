import { describe, expect, test } from 'vitest'
import { createMemorySecrets } from '../../../../src/main/secrets/key-file.ts'
import type { Secrets } from '../../../../src/main/secrets/secrets.ts'
import { openDatabase } from '../../../../src/main/store/file/database.ts'
import type { AuditFact } from '../../../../src/main/store/journal/entry.ts'
import { createHeadSigner } from '../../../../src/main/store/journal/head-signer.ts'
import { Journal } from '../../../../src/main/store/journal/journal.ts'
import { memoryWitness } from '../../../../src/main/store/journal/witness.ts'
import { SealedKeys } from '../../../../src/main/store/sealing/sealed-keys.ts'

const fact: AuditFact = {
  fact: 'pin-set',
  operator: 'o',
  station: 's',
  procedure: 'issue-key',
  issuanceId: 'i1',
  personId: '00u1',
  login: 'jane',
  aaguid: null,
  keySerial: '1',
  credentialId: null,
  factorId: null,
  requestId: null,
  failure: null,
}

/** A journal of five entries, and its table. */
async function openJournal(secrets: Secrets = createMemorySecrets()) {
  const db = await openDatabase(':memory:')
  const clock = { now: 0 }
  const now = () => ++clock.now
  const openSigner = createHeadSigner(new SealedKeys(db, secrets, now))
  const witness = memoryWitness()
  const journal = new Journal(db, { now, openSigner, witness })
  for (let at = 0; at < 5; at++) await journal.append(fact)
  return { db, journal, clock, witness }
}

describe('the chain', () => {
  test('is intact as written, newest first when listed', async () => {
    const { journal } = await openJournal()
    expect(await journal.verify()).toEqual({ intact: true, entries: 5, setBack: null })
    const entries = await journal.list(2)
    expect(entries.map(({ seq }) => seq)).toEqual([5, 4])
    expect(entries[0]?.fact).toEqual(fact)
  })

  test('entries appended at once take places one after the other', async () => {
    const { journal } = await openJournal()
    await Promise.all(Array.from({ length: 10 }, () => journal.append(fact)))
    expect(await journal.verify()).toEqual({ intact: true, entries: 15, setBack: null })
  })

  test('names the entry that was changed', async () => {
    const { db, journal } = await openJournal()
    const body = JSON.stringify({ ...fact, operator: 'somebody else' })
    await db.updateTable('audit').set({ body }).where('seq', '=', 3).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 3, fault: 'entry' })
  })

  test('names the entry whose time was changed', async () => {
    const { db, journal } = await openJournal()
    await db.updateTable('audit').set({ at: 99 }).where('seq', '=', 2).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 2, fault: 'entry' })
  })

  test('names the place of an entry that was removed', async () => {
    const { db, journal } = await openJournal()
    await db.deleteFrom('audit').where('seq', '=', 4).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 4, fault: 'entry' })
  })

  test('names the first of two that were swapped', async () => {
    const { db, journal } = await openJournal()
    for (const [from, to] of [
      [2, 100],
      [3, 2],
      [100, 3],
    ] as const) {
      await db.updateTable('audit').set({ seq: to }).where('seq', '=', from).execute()
    }
    expect(await journal.verify()).toEqual({ intact: false, seq: 2, fault: 'entry' })
  })

  test('names a column that says something else than the entry', async () => {
    const { db, journal } = await openJournal()
    await db.updateTable('audit').set({ issuance_id: 'i2' }).where('seq', '=', 4).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 4, fault: 'entry' })
  })

  test('names the place where the tail was cut', async () => {
    const { db, journal } = await openJournal()
    await db.deleteFrom('audit').where('seq', '>', 3).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 4, fault: 'tail' })
  })

  test('names the head when it was moved back with the tail', async () => {
    const { db, journal } = await openJournal()
    await db.deleteFrom('audit').where('seq', '>', 3).execute()
    const [last] = await journal.list(1)
    await db
      .updateTable('audit_head')
      .set({ seq: 3, hash: last?.hash ?? '' })
      .execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 3, fault: 'head' })
  })

  test('names the head when its signature is no such thing, or is gone', async () => {
    const { db, journal } = await openJournal()
    await db.updateTable('audit_head').set({ signature: '' }).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 5, fault: 'head' })
    await db.deleteFrom('audit_head').execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 5, fault: 'head' })
  })

  test('says where the clock was set back, which is no fault', async () => {
    const { journal, clock } = await openJournal()
    clock.now = 0
    await journal.append(fact)
    await journal.append(fact)
    clock.now = 0
    await journal.append(fact)
    expect(await journal.verify()).toEqual({
      intact: true,
      entries: 8,
      setBack: { times: 2, seq: 6 },
    })
  })

  test('writes nothing where there is no keeper: it is known before anything is done', async () => {
    const secrets = { ...createMemorySecrets(), available: () => Promise.resolve(false) }
    await expect(openJournal(secrets)).rejects.toThrow('secrets-unavailable')
  })
})
