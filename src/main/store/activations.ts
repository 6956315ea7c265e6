import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Somebody at a provider, by its host. */
interface Holder {
  readonly provider: string
  readonly personId: string
}

/** When activations of factors were sent to a provider lately, by every station of this registry. */
export class Activations {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Puts what `change` makes of somebody's times (epoch milliseconds, oldest first) in their place, and forgets
   * those up to `since`, whoever's, in one commit. Throws RegistryError where nothing can be written.
   */
  async change(
    { provider, personId }: Holder,
    since: number,
    change: (sentAt: readonly number[]) => readonly number[],
  ): Promise<readonly number[]> {
    return await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('activations').where('sent_at', '<=', since).execute()
      const deleted = await trx
        .deleteFrom('activations')
        .where('provider', '=', provider)
        .where('person_id', '=', personId)
        .returning('sent_at')
        .execute()
      const before = deleted.map((row) => row.sent_at).toSorted((one, other) => one - other)
      const rows = change(before).map((sent_at) => ({ provider, person_id: personId, sent_at }))
      if (rows.length > 0) await trx.insertInto('activations').values(rows).execute()
      return rows.map((row) => row.sent_at)
    })
  }
}
