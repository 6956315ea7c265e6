import type { Kysely } from 'kysely'
import { ProcedureError } from '../conversation.ts'
import type { Secrets } from '../secrets-port.ts'
import type { DataKeyTable, Schema } from './schema.ts'

/** The registry's own keys, each sealed by the keeper that was there when it was made. */
export class SealedKeys {
  readonly #db: Kysely<Schema>
  readonly #secrets: Secrets
  readonly #now: () => number

  constructor(db: Kysely<Schema>, secrets: Secrets, now: () => number) {
    this.#db = db
    this.#secrets = secrets
    this.#now = now
  }

  /**
   * The key by its name; made on first use, or null where nothing may be made. The caller zeroes it.
   * Throws ProcedureError `secrets-unavailable` when there is no keeper, or not the one that sealed it.
   */
  async open<M extends (() => Uint8Array) | null>(
    name: string,
    make: M,
  ): Promise<Uint8Array | (M extends null ? null : never)>
  async open(name: string, make: (() => Uint8Array) | null): Promise<Uint8Array | null> {
    if (!(await this.#secrets.available())) throw unavailable('no-keeper')
    const row = await this.#find(name)
    if (row) return await this.#openRow(row)
    if (!make) return null
    await this.#create(name, make())
    // Of two stations that made one at once, the first counts for both.
    const made = await this.#find(name)
    return made ? await this.#openRow(made) : null
  }

  async #find(name: string) {
    return await this.#db
      .selectFrom('data_keys')
      .selectAll()
      .where('id', '=', name)
      .executeTakeFirst()
  }

  async #openRow(row: DataKeyTable): Promise<Uint8Array> {
    if (row.keeper !== this.#secrets.kind) throw unavailable('other-keeper')
    return await this.#unseal(row.sealed)
  }

  async #unseal(sealed: string): Promise<Uint8Array> {
    try {
      return await this.#secrets.open(Buffer.from(sealed, 'base64'))
    } catch (error) {
      throw unavailable('refused', error)
    }
  }

  async #create(id: string, key: Uint8Array): Promise<void> {
    const sealed = Buffer.from(await this.#secrets.seal(key)).toString('base64')
    key.fill(0)
    const row = { id, keeper: this.#secrets.kind, sealed, created_at: this.#now() }
    await this.#db
      .insertInto('data_keys')
      .values(row)
      .onConflict((clause) => clause.column('id').doNothing())
      .execute()
  }
}

function unavailable(reason: string, cause?: unknown): ProcedureError {
  return new ProcedureError({ code: 'secrets-unavailable', reason }, { cause })
}
