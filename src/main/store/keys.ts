import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Page, PageRequest } from '../../shared/pages.ts'
import type { KnownKey, SecurityKey } from '../../shared/records.ts'
import { count, countOf } from './rows/counts.ts'
import { findPage } from './rows/find-page.ts'
import { fold, foldOrNull } from './rows/fold.ts'
import { readRow } from './rows/read-row.ts'
import type { UnreadableRows } from './rows/unreadable-rows.ts'
import type { KeyTable, Schema } from './schema.ts'

/** The keys that were seen at this registry's stations. */
export class Keys {
  readonly #db: Kysely<Schema>
  readonly #unreadable: UnreadableRows
  readonly #now: () => number

  constructor(db: Kysely<Schema>, unreadable: UnreadableRows, now: () => number) {
    this.#db = db
    this.#unreadable = unreadable
    this.#now = now
  }

  /** The key was seen just now. What was known and is not told this time stays. */
  async note({ key, identity }: { key: SecurityKey; identity: string }): Promise<void> {
    const now = this.#now()
    const seen = { ...columnsOf(key), last_seen_at: now }
    await this.#db.transaction().execute(async (trx) => {
      const added = await trx
        .insertInto('keys')
        .values({ identity, ...seen, first_seen_at: now })
        .onConflict((clause) => clause.column('identity').doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows === 1n) await count(trx, 'keys', 1)
      else await trx.updateTable('keys').set(seen).where('identity', '=', identity).execute()
    })
  }

  /** A part of the whole table, the newest being those seen last. */
  async page(request: PageRequest): Promise<Page<KnownKey>> {
    const passing = await countOf(this.#db, ['keys'])
    const paged = {
      table: 'keys',
      id: 'identity',
      time: 'last_seen_at',
      name: 'product_folded',
      searched: ['product_folded', 'serial_folded', 'aaguid'],
      filters: [],
    } as const
    const page = await findPage<Selectable<KeyTable>>(this.#db, paged, { ...request, passing })
    return { rows: this.#unreadable.leaveOut(page.rows, knownKeyOf), total: page.total }
  }
}

function columnsOf(key: SecurityKey) {
  return {
    vendor_id: key.vendorId,
    product_id: key.productId,
    product: key.product,
    product_folded: fold(key.product),
    ...(key.aaguid !== undefined && { aaguid: key.aaguid }),
    ...(key.serial !== undefined && { serial: key.serial, serial_folded: foldOrNull(key.serial) }),
    ...(key.firmware !== undefined && { firmware: key.firmware }),
  }
}

const keySchema = z.object({
  identity: z.string(),
  vendor_id: z.number().int(),
  product_id: z.number().int(),
  product: z.string(),
  aaguid: z.string().nullable(),
  serial: z.string().nullable(),
  firmware: z.string().nullable(),
  first_seen_at: z.number().int(),
  last_seen_at: z.number().int(),
})

/** The key as the window knows it. Throws ProcedureError `row-unreadable`. */
export function knownKeyOf(stored: Selectable<KeyTable>): KnownKey {
  const row = readRow('keys', stored.identity, keySchema, stored)
  return {
    identity: row.identity,
    product: row.product,
    aaguid: row.aaguid,
    serial: row.serial,
    firmware: row.firmware,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }
}
