import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { AuditFact, JoinDetail } from './entry.ts'

/** What the journal says of a registry that was joined as it stands now; null where it was not. */
export async function findJoin(
  db: Kysely<Schema>,
  { origin, until }: Pick<JoinDetail, 'origin' | 'until'>,
): Promise<JoinDetail | null> {
  const rows = await db
    .selectFrom('audit')
    .select('body')
    .where('fact', '=', 'registry-joined')
    .execute()
  for (const { body } of rows) {
    const { detail } = JSON.parse(body) as AuditFact
    const isJoin = detail?.kind === 'join' && detail.origin === origin
    if (isJoin && detail.until.seq === until.seq && detail.until.hash === until.hash) return detail
  }
  return null
}
