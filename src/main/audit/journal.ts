import type { Kysely } from 'kysely'
import type { Schema } from '../store/schema.ts'
import { genesis, hashOf, type AuditEntry, type AuditFact } from './entry.ts'

/** What `verify` found: the whole chain, or the first entry that does not follow from the one before. */
export type Verdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly seq: number }

/** The append-only journal of what happened. */
export class Journal {
  readonly #db: Kysely<Schema>
  readonly #now: () => number

  constructor(db: Kysely<Schema>, now: () => number) {
    this.#db = db
    this.#now = now
  }

  /** Appends one fact, in a transaction of its own: two stations cannot take the same place. */
  async append(fact: AuditFact): Promise<void> {
    const at = this.#now()
    const body = JSON.stringify(fact)
    await this.#db.transaction().execute(async (trx) => {
      const last = await trx
        .selectFrom('audit')
        .select(['seq', 'hash'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      const seq = (last?.seq ?? 0) + 1
      const hash = hashOf(last?.hash ?? genesis, seq, at, body)
      const row = { seq, at, fact: fact.fact, issuance_id: fact.issuanceId, body, hash }
      await trx.insertInto('audit').values(row).execute()
    })
  }

  /** The newest entries first. */
  async list(limit: number): Promise<readonly AuditEntry[]> {
    const rows = await this.#db
      .selectFrom('audit')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ seq, at, body, hash }) => ({
      seq,
      at,
      hash,
      fact: JSON.parse(body) as AuditFact,
    }))
  }

  /** Walks the chain from the start and names the first entry that was changed, removed or moved. */
  async verify(): Promise<Verdict> {
    let previous = genesis
    let expected = 1
    for await (const row of this.#db.selectFrom('audit').selectAll().orderBy('seq').stream()) {
      const { seq, at, body, hash } = row
      if (seq !== expected || hash !== hashOf(previous, seq, at, body)) {
        return { intact: false, seq: expected }
      }
      previous = hash
      expected++
    }
    return { intact: true, entries: expected - 1 }
  }
}
