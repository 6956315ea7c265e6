import type { Kysely } from 'kysely'
import type { Page } from '../../../shared/pages.ts'
import { findPage } from '../rows/find-page.ts'
import type { Schema } from '../schema.ts'
import type { AuditEntry, AuditProcedure, Fact } from './entry.ts'
import { entryOf, type StoredEntry } from './stored-entry.ts'

/** A part of the journal: whose entries, of which kind, from where. */
export interface JournalFilter {
  /** The start of a login or a serial number; everything where absent. */
  readonly text?: string
  readonly procedure?: AuditProcedure
  readonly fact?: Fact
  readonly offset: number
  readonly limit: number
}

/** The newest entries that fit. `total` is counted as find-page.ts counts: beyond thousands, at least. */
export async function pageOfJournal(
  db: Kysely<Schema>,
  { text = '', procedure, fact, offset, limit }: JournalFilter,
): Promise<Page<AuditEntry>> {
  const filters = [
    ...(fact === undefined ? [] : [{ column: 'fact', values: [fact] }]),
    ...(procedure === undefined ? [] : [{ column: 'procedure', values: [procedure] }]),
  ]
  const paged = {
    table: 'audit',
    id: 'seq',
    time: 'seq',
    name: 'seq',
    searched: ['login_folded', 'serial_folded'],
    filters,
  } as const
  const passing = filters.length === 0 ? await countAll(db) : null
  const search = { text, sort: 'newest', offset, limit, passing } as const
  const page = await findPage<StoredEntry>(db, paged, search)
  return { rows: page.rows.map(entryOf), total: page.total }
}

/** The last one's number: there are no gaps. */
async function countAll(db: Kysely<Schema>): Promise<number> {
  const last = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst()
  return last?.seq ?? 0
}
