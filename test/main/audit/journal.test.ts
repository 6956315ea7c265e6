import { describe, expect, test } from 'vitest'
import type { AuditFact } from '../../../src/main/audit/entry.ts'
import { Journal } from '../../../src/main/audit/journal.ts'
import { openDatabase } from '../../../src/main/store/database.ts'

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
async function openJournal() {
  const db = await openDatabase(':memory:')
  let now = 0
  const journal = new Journal(db, () => ++now)
  for (let at = 0; at < 5; at++) await journal.append(fact)
  return { db, journal }
}

describe('the chain', () => {
  test('is intact as written, newest first when listed', async () => {
    const { journal } = await openJournal()
    expect(await journal.verify()).toEqual({ intact: true, entries: 5 })
    const entries = await journal.list(2)
    expect(entries.map(({ seq, at }) => [seq, at])).toEqual([
      [5, 5],
      [4, 4],
    ])
    expect(entries[0]?.fact).toEqual(fact)
  })

  test('entries appended at once take places one after the other', async () => {
    const { journal } = await openJournal()
    await Promise.all(Array.from({ length: 10 }, () => journal.append(fact)))
    expect(await journal.verify()).toEqual({ intact: true, entries: 15 })
  })

  test('names the entry that was changed', async () => {
    const { db, journal } = await openJournal()
    const body = JSON.stringify({ ...fact, operator: 'somebody else' })
    await db.updateTable('audit').set({ body }).where('seq', '=', 3).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 3 })
  })

  test('names the entry whose time was changed', async () => {
    const { db, journal } = await openJournal()
    await db.updateTable('audit').set({ at: 99 }).where('seq', '=', 2).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 2 })
  })

  test('names the place of an entry that was removed', async () => {
    const { db, journal } = await openJournal()
    await db.deleteFrom('audit').where('seq', '=', 4).execute()
    expect(await journal.verify()).toEqual({ intact: false, seq: 4 })
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
    expect(await journal.verify()).toEqual({ intact: false, seq: 2 })
  })
})
