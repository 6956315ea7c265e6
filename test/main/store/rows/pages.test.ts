import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kysely } from 'kysely'
import { countedUpTo } from '../../../../src/main/store/rows/find-page.ts'
import type { Schema } from '../../../../src/main/store/schema.ts'
import type { PageRequest } from '../../../../src/shared/pages.ts'
import { engines, stationAt } from '../../../support/engines.ts'
import { draftOf } from '../../../support/samples.ts'

describe('a table of many', () => {
  const count = 12_000
  let db: Kysely<Schema>

  beforeAll(async () => {
    db = await engines[0].open()
    const { issuances } = stationAt(db, { now: () => 0 })
    await issuances.create(draftOf('i0'))
    const row = await db.selectFrom('issuances').selectAll().executeTakeFirstOrThrow()
    await db.deleteFrom('issuances').execute()
    await db.transaction().execute(async (trx) => {
      for (let at = 0; at < count; at++) {
        // Only the oldest are of the model nobody has any more.
        const product_folded = at < 3000 ? 'old' : 'new'
        const name_folded = at < 3000 ? 'zoe' : 'ann'
        const some = { product_folded, name_folded, state: 'active', created_at: at } as const
        await trx
          .insertInto('issuances')
          .values({ ...row, ...some, id: `i${at}` })
          .execute()
      }
      const rows = { name: 'issuances.active', rows: count }
      await trx.deleteFrom('counts').execute()
      await trx.insertInto('counts').values(rows).execute()
    })
  })

  afterAll(() => db.destroy())

  const pageOf = async (changes: Partial<PageRequest>) => {
    const all = { text: '', states: [], sort: 'newest', offset: 0, limit: 2 } as const
    const { rows, total } = await stationAt(db).issuances.page({ ...all, ...changes })
    return { ids: rows.map(({ id }) => id), total }
  }

  test.each<[string, Partial<PageRequest>, string[], number]>([
    ['from the far end', { offset: count - 1 }, ['i0'], count],
    ['beyond the end', { offset: count }, [], count],
    ['deep in one state', { states: ['active'], offset: 11_000 }, ['i999', 'i998'], count],
    [
      'several states, one of them empty',
      { states: ['active', 'issued'], sort: 'oldest' },
      ['i0', 'i1'],
      count,
    ],
    ['what many have', { text: 'new' }, ['i11999', 'i11998'], countedUpTo + 1],
    ['what only the oldest have', { text: 'OLD' }, ['i2999', 'i2998'], countedUpTo + 1],
    [
      'the same, of two states',
      { text: 'old', states: ['active', 'issued'] },
      ['i2999', 'i2998'],
      countedUpTo + 1,
    ],
    ['what is last by name', { text: 'zoe', sort: 'name' }, ['i0', 'i1'], countedUpTo + 1],
    ['beyond what is counted', { text: 'new', offset: 5000 }, ['i6999', 'i6998'], 5003],
  ])('%s', async (_, request, ids, total) => {
    expect(await pageOf(request)).toEqual({ ids, total })
  })
})
