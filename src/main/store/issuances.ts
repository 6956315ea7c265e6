import type { Kysely } from 'kysely'
import { count } from './counts.ts'
import type { DataKeyKeeper } from './data-key.ts'
import { IssuanceQueries } from './issuance-queries.ts'
import { columnsOf, rowOf, type IssuanceChanges, type IssuanceDraft } from './issuance-row.ts'
import type { Schema } from './schema.ts'
import { writeRow, type WriteGuard } from './write-row.ts'

type SealedColumn = 'sealed_pin' | 'sealed_held' | 'sealed_attestation'

/** What issuances are written with. */
export interface IssuanceTools extends WriteGuard {
  readonly db: Kysely<Schema>
  readonly keeper: DataKeyKeeper
}

/** The rows of the registry. Every method commits before it resolves. */
export class Issuances extends IssuanceQueries {
  readonly #tools: IssuanceTools

  constructor(tools: IssuanceTools) {
    super(tools.db)
    this.#tools = tools
  }

  /** Plans an issuance that this station makes: nobody else works on it. */
  async create(draft: IssuanceDraft): Promise<void> {
    const { claims, now } = this.#tools
    const claim = { claimed_by: claims.claimant.name, claimed_until: claims.until }
    const row = { ...rowOf(draft, now()), ...claim }
    await this.#tools.db.transaction().execute(async (trx) => {
      await trx.insertInto('issuances').values(row).execute()
      await count(trx, 'issuances.planned', 1)
    })
  }

  /**
   * Writes what became known; a claim of ours holds for another while. Throws ProcedureError
   * `issuance-in-use` when another station has claimed the row, `issuance-taken-over` when one had it
   * while it was worked on here, `issuance-not-found` without one.
   */
  async update(id: string, changes: IssuanceChanges): Promise<void> {
    const columns = {
      ...columnsOf(changes),
      ...(await this.#seal(id, 'sealed_pin', changes.pin)),
      ...(await this.#seal(id, 'sealed_held', changes.held)),
      ...(await this.#seal(id, 'sealed_attestation', changes.attestation)),
    }
    const { db, claims } = this.#tools
    const write = () => db.transaction().execute((trx) => writeRow(trx, this.#tools, id, columns))
    while (!(await write())) await claims.demandWritable(id)
  }

  /** The sealed PIN, opened. The caller zeroes it. */
  async openPin(id: string): Promise<Uint8Array | null> {
    return await this.#open(id, 'sealed_pin')
  }

  /** The attestation that waits for the hand-over, opened. */
  async openHeld(id: string): Promise<Uint8Array | null> {
    return await this.#open(id, 'sealed_held')
  }

  /** The attestation that is kept for the record, opened. */
  async openAttestation(id: string): Promise<Uint8Array | null> {
    return await this.#open(id, 'sealed_attestation')
  }

  async #seal(row: string, column: SealedColumn, plain: Uint8Array | null | undefined) {
    if (plain === undefined) return {}
    if (plain === null) return { [column]: null }
    const cipher = await this.#tools.keeper.cipher()
    return { [column]: cipher.seal(plain, { table: 'issuances', column, row }) }
  }

  async #open(row: string, column: SealedColumn): Promise<Uint8Array | null> {
    const found = await this.#tools.db
      .selectFrom('issuances')
      .select(column)
      .where('id', '=', row)
      .executeTakeFirst()
    const sealed = found?.[column] ?? null
    if (sealed === null) return null
    const cipher = await this.#tools.keeper.cipher()
    return cipher.open(sealed, { table: 'issuances', column, row })
  }
}
