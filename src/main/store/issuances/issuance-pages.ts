import type { Kysely, Selectable } from 'kysely'
import type { Page, PageRequest } from '../../../shared/pages.ts'
import type { IssuanceState } from '../../../shared/records.ts'
import { countOf } from '../rows/counts.ts'
import { findPage } from '../rows/find-page.ts'
import type { IssuanceTable, Schema } from '../schema.ts'

const everyState: readonly IssuanceState[] = [
  'planned',
  'issued',
  'active',
  'inactive',
  'revoked',
  'expired',
  'unfinished',
]

/** A part of the table of issuances; the newest are those made last. */
export async function pageOfIssuances(
  db: Kysely<Schema>,
  request: PageRequest,
): Promise<Page<Selectable<IssuanceTable>>> {
  const states = [...new Set(request.states)]
  const asked = states.length === 0 ? everyState : states
  const passing = await countOf(
    db,
    asked.map((state) => `issuances.${state}` as const),
  )
  const paged = {
    table: 'issuances',
    id: 'id',
    time: 'created_at',
    name: 'name_folded',
    searched: [
      'login_folded',
      'name_folded',
      'last_name_folded',
      'serial_folded',
      'credential_folded',
      'product_folded',
    ],
    filters: states.length === 0 ? [] : [{ column: 'state', values: states }],
  } as const
  return await findPage(db, paged, { ...request, passing })
}
