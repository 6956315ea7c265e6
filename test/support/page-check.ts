import { assert, asyncProperty, constantFrom, integer, nat, record, subarray } from 'fast-check'
import { expect } from 'vitest'
import type { Kysely } from 'kysely'
import { fold } from '../../src/main/store/rows/fold.ts'
import type { Schema } from '../../src/main/store/schema.ts'
import type { PageRequest } from '../../src/shared/pages.ts'
import type { Issuance, IssuanceState } from '../../src/shared/records.ts'
import { stationAt } from './engines.ts'
import { draftOf, jane } from './samples.ts'

const names = ['Jane Doe', 'Åsa Ström', 'jörg Müller', 'Ben de la Cruz', 'Zoë Li']
const states: IssuanceState[] = ['planned', 'active', 'revoked', 'active']
const products = ['YubiKey 5 NFC', 'Security Key', 'SoloKey']

/** Some issuances of which many share a name, a model, a state and a moment. */
async function fill(db: Kysely<Schema>, count: number): Promise<readonly Issuance[]> {
  let now = 0
  const { issuances } = stationAt(db, { now: () => now })
  for (let at = 0; at < count; at++) {
    now = Math.floor(at / 3)
    const [firstName = '', ...rest] = (names[at % names.length] ?? '').split(' ')
    const person = { ...jane, firstName, lastName: rest.join(' '), login: `u${at % 7}@example.com` }
    const id = `i${(at * 31) % count}`
    await issuances.create(draftOf(id, { person }))
    const product = products[at % products.length] ?? ''
    const serial = String(1000 + at)
    await issuances.update(id, {
      state: states[at % states.length] ?? 'active',
      key: { path: '', product, serial, vendorId: 1, productId: 1 },
      credentialId: `Cred-${at}_`,
    })
  }
  const rows = await db.selectFrom('issuances').select('id').execute()
  const all = await Promise.all(rows.map(({ id }) => issuances.find(id)))
  return all.flatMap((one) => one ?? [])
}

/** The same page, the slow way. */
function expected(all: readonly Issuance[], request: PageRequest) {
  const text = fold(request.text)
  const found = all.filter((one) => {
    const lastName = one.personName.split(' ').slice(1).join(' ')
    const texts = [one.login, one.personName, lastName, one.keySerial, one.credentialId]
    const isFound = [...texts, one.keyProduct].some((some) => fold(some ?? '').startsWith(text))
    const isIn = request.states.length === 0 || request.states.includes(one.state)
    return isFound && isIn
  })
  const by = (one: Issuance) => (request.sort === 'name' ? fold(one.personName) : one.createdAt)
  const sorted = found.toSorted((a, b) => {
    const sign = request.sort === 'newest' ? -1 : 1
    if (by(a) !== by(b)) return by(a) < by(b) ? -sign : sign
    return a.id < b.id ? -sign : sign
  })
  const { offset, limit } = request
  return {
    ids: sorted.slice(offset, offset + limit).map(({ id }) => id),
    total: found.length,
  }
}

const requests = record({
  text: constantFrom('', 'J', 'asa', 'STRÖM', 'de la', 'u3@', '10', 'cred-1', 'yubi', 'x', 'é%_'),
  states: subarray<IssuanceState>(['planned', 'active', 'revoked', 'expired']),
  sort: constantFrom('newest' as const, 'oldest' as const, 'name' as const),
  offset: nat(70),
  limit: integer({ min: 1, max: 40 }),
})

/** Fills an empty registry, and holds every kind of page against looking through everything. */
export async function checkPages(db: Kysely<Schema>): Promise<void> {
  const all = await fill(db, 60)
  const { issuances } = stationAt(db)
  await assert(
    asyncProperty(requests, async (request) => {
      const { rows, total } = await issuances.page(request)
      expect({ ids: rows.map(({ id }) => id), total }).toEqual(expected(all, request))
    }),
    { numRuns: 150 },
  )
}
