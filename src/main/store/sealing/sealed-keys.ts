import type { Kysely } from 'kysely'
import { ProcedureError } from '../../procedure-error.ts'
import { secretsUnavailable } from '../../secrets/secrets-unavailable.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { DataKeyTable, Schema } from '../schema.ts'

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
    if (!(await this.#secrets.available())) throw secretsUnavailable('no-keeper')
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

  /** Throws ProcedureError where this station has no part in what is sealed here; nothing is opened for it. */
  async demandAdmission(): Promise<void> {
    const sealed = await this.#db
      .selectFrom('data_keys')
      .select('id')
      .where('keeper', '=', 'station' satisfies Secrets['kind'])
      .limit(1)
      .executeTakeFirst()
    await this.#secrets.demandAdmission?.(sealed !== undefined)
  }

  /** Everything that a keeper sealed before the station had a key of its own is sealed with that. */
  async sealAllAnew(): Promise<void> {
    const { kind } = this.#secrets
    const rows = await this.#db
      .selectFrom('data_keys')
      .selectAll()
      .where('keeper', '!=', kind)
      .execute()
    for (const row of rows) {
      if (this.#secrets.hasSealed?.(row.keeper) === true) (await this.#openRow(row)).fill(0)
    }
  }

  async #openRow(row: DataKeyTable): Promise<Uint8Array> {
    const { kind } = this.#secrets
    const isFormer = row.keeper !== kind
    if (isFormer && this.#secrets.hasSealed?.(row.keeper) !== true) {
      throw secretsUnavailable('other-keeper')
    }
    const key = await this.#unseal(row.sealed)
    if (isFormer) await this.#sealAnew(row, key)
    return key
  }

  /** What a keeper had sealed before the station had a key of its own is the station's from now on. */
  async #sealAnew({ id, sealed: before }: DataKeyTable, key: Uint8Array): Promise<void> {
    await this.#db
      .updateTable('data_keys')
      .set({ keeper: this.#secrets.kind, sealed: await this.#seal(key) })
      .where('id', '=', id)
      .where('sealed', '=', before)
      .execute()
  }

  async #seal(key: Uint8Array): Promise<string> {
    return Buffer.from(await this.#secrets.seal(key)).toString('base64')
  }

  async #unseal(sealed: string): Promise<Uint8Array> {
    try {
      return await this.#secrets.open(Buffer.from(sealed, 'base64'))
    } catch (error) {
      if (error instanceof ProcedureError) throw error
      throw secretsUnavailable('refused', error)
    }
  }

  async #create(id: string, key: Uint8Array): Promise<void> {
    const sealed = await this.#seal(key)
    key.fill(0)
    const row = { id, keeper: this.#secrets.kind, sealed, created_at: this.#now() }
    await this.#db
      .insertInto('data_keys')
      .values(row)
      .onConflict((clause) => clause.column('id').doNothing())
      .execute()
  }
}
