import type { Kysely } from 'kysely'
import type { AuditVerdict } from '../../../shared/housekeeping.ts'
import type { Schema } from '../schema.ts'
import { ChainCheck } from './chain.ts'
import { readHeads } from './head.ts'
import type { Standing } from './standing.ts'
import { selectStored, type StoredEntry } from './stored-entry.ts'

/** Larger pages take longer: their rows outlive the first collection of garbage. */
const pageSize = 1_000

/** Walks the chain from the start, and names the first place that does not hold. */
export async function verifyChain(
  db: Kysely<Schema>,
  { signer, remembered }: Standing,
): Promise<AuditVerdict> {
  const check = new ChainCheck(await readHeads(db), remembered)
  for await (const page of pagesOf(db)) {
    const wrong = page.find((entry) => !check.accept(entry))
    if (wrong) return { intact: false, seq: check.seq + 1, fault: 'entry' }
  }
  return check.conclude(signer !== null)
}

/** Every entry as it stands in the table, page by page. */
export async function* pagesOf(db: Kysely<Schema>): AsyncGenerator<readonly StoredEntry[]> {
  let query = selectStored(db).orderBy('audit.seq').limit(pageSize)
  for (;;) {
    const page = await query.execute()
    if (page.length === 0) return
    yield page
    const after = Number(page.at(-1)?.seq)
    // A number no journal ever counts to was put there; what stands after it cannot be asked for.
    if (!Number.isSafeInteger(after)) return
    query = query.clearWhere().where('audit.seq', '>', after)
  }
}
