import type { Kysely } from 'kysely'
import { secretsUnavailable } from '../../secrets/secrets-unavailable.ts'
import { inUse } from '../claims.ts'
import { count, countMove } from '../rows/counts.ts'
import type { IssuanceTable, Schema } from '../schema.ts'
import type { FieldCipher } from '../sealing/field-cipher.ts'
import { inPages } from './joined-rows.ts'

/** What opens the sealed fields of the one registry, and seals those of the other. */
export interface Ciphers {
  readonly from: FieldCipher
  readonly into: FieldCipher
}

const sealedColumns = ['sealed_pin', 'sealed_held', 'sealed_attestation'] as const

/**
 * Brings every issuance over, claimed by nobody, and returns how many are new. One that is there already gives
 * way to a later state of itself: after a join that was killed, somebody may have gone on with it. Throws
 * ProcedureError `issuance-in-use` for one that is worked on here just then. Belongs into a transaction.
 */
export async function joinIssuances(
  from: Kysely<Schema>,
  into: Kysely<Schema>,
  ciphers: Ciphers,
): Promise<number> {
  let came = 0
  const query = from.selectFrom('issuances').selectAll().orderBy('id')
  const pages = inPages(
    (after, limit) => query.where('id', '>', after).limit(limit).execute(),
    (row) => row.id,
  )
  for await (const page of pages) {
    const there = await statesOf(into, page)
    for (const row of page) {
      const before = there.get(row.id)
      if (before === undefined) {
        await add(into, sealedAnew(row, ciphers))
        came += 1
      } else if (row.updated_at > before.updated_at) {
        await replace(into, before, sealedAnew(row, ciphers))
      }
    }
  }
  return came
}

type State = Pick<IssuanceTable, 'id' | 'state' | 'updated_at' | 'claimed_by'>

async function statesOf(
  db: Kysely<Schema>,
  rows: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, State>> {
  const ids = rows.map(({ id }) => id)
  const found = await db
    .selectFrom('issuances')
    .select(['id', 'state', 'updated_at', 'claimed_by'])
    .where('id', 'in', ids)
    .execute()
  return new Map(found.map((row) => [row.id, row]))
}

async function add(db: Kysely<Schema>, row: IssuanceTable): Promise<void> {
  await db.insertInto('issuances').values(row).execute()
  await count(db, `issuances.${row.state}`, 1)
}

async function replace(
  db: Kysely<Schema>,
  before: State,
  { id, ...row }: IssuanceTable,
): Promise<void> {
  if (before.claimed_by !== null) throw inUse(before.claimed_by)
  await db.updateTable('issuances').set(row).where('id', '=', id).execute()
  await countMove(db, before.state, row.state)
}

function sealedAnew(row: IssuanceTable, ciphers: Ciphers): IssuanceTable {
  const next = { ...row, claimed_by: null, claimed_until: null }
  for (const column of sealedColumns) {
    const sealed = row[column]
    if (sealed !== null) next[column] = sealAnew(sealed, column, row.id, ciphers)
  }
  return next
}

function sealAnew(sealed: string, column: string, row: string, { from, into }: Ciphers): string {
  const address = { table: 'issuances', column, row }
  const plain = openOrRefuse(() => from.open(sealed, address))
  try {
    return into.seal(plain, address)
  } finally {
    plain.fill(0)
  }
}

function openOrRefuse(open: () => Uint8Array): Uint8Array {
  try {
    return open()
  } catch (error) {
    throw secretsUnavailable('refused', error)
  }
}
