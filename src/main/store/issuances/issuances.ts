import type { Kysely } from 'kysely'
import { count } from '../rows/counts.ts'
import type { UnreadableRows } from '../rows/unreadable-rows.ts'
import { writeRows, type RowToWrite, type WriteGuard } from '../rows/write-row.ts'
import type { IssuanceTable, Schema } from '../schema.ts'
import type { DataKeyKeeper } from '../sealing/data-key.ts'
import { IssuanceQueries } from './issuance-queries.ts'
import { columnsOf, rowOf, type IssuanceChanges, type IssuanceDraft } from './issuance-row.ts'

/** A row by its id, and what became known of it. */
export type ChangedRow = readonly [id: string, changes: IssuanceChanges]

type SealedColumn = 'sealed_pin' | 'sealed_held' | 'sealed_attestation'

/** What issuances are written with. */
export interface IssuanceTools extends WriteGuard {
  readonly db: Kysely<Schema>
  readonly unreadable: UnreadableRows
  readonly keeper: DataKeyKeeper
}

/** The rows of the registry. Every method commits before it resolves. */
export class Issuances extends IssuanceQueries {
  readonly #tools: IssuanceTools

  constructor(tools: IssuanceTools) {
    super(tools.db, tools.unreadable)
    this.#tools = tools
  }

  /** Plans an issuance that this station makes: nobody else works on it. */
  async create(draft: IssuanceDraft): Promise<void> {
    await this.createTogether([draft])
  }

  /** The same of several that are made in one go, in one commit. */
  async createTogether(drafts: readonly IssuanceDraft[]): Promise<void> {
    const { claims, now } = this.#tools
    const claim = { claimed_by: claims.claimant.name, claimed_until: claims.until }
    const rows = drafts.map((draft) => ({ ...rowOf(draft, now()), ...claim }))
    await this.#tools.db.transaction().execute(async (trx) => {
      for (const row of rows) await trx.insertInto('issuances').values(row).execute()
      await count(trx, 'issuances.planned', rows.length)
    })
  }

  /**
   * Writes what became known; a claim of ours holds for another while. Throws ProcedureError
   * `issuance-in-use` when another station has claimed the row, `issuance-taken-over` when one had it
   * while it was worked on here, `issuance-not-found` without one.
   */
  async update(id: string, changes: IssuanceChanges): Promise<void> {
    await this.updateTogether([[id, changes]])
  }

  /** The same of several rows, in one commit. */
  async updateTogether(changed: readonly ChangedRow[]): Promise<void> {
    const rows: RowToWrite[] = []
    for (const [id, changes] of changed) rows.push([id, await this.#columnsOf(id, changes)])
    const { db, claims } = this.#tools
    while (!(await writeRows(db, this.#tools, rows))) {
      for (const [id] of rows) await claims.demandWritable(id)
    }
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

  async #columnsOf(id: string, changes: IssuanceChanges): Promise<Partial<IssuanceTable>> {
    return {
      ...columnsOf(changes),
      ...(await this.#seal(id, 'sealed_pin', changes.pin)),
      ...(await this.#seal(id, 'sealed_held', changes.held)),
      ...(await this.#seal(id, 'sealed_attestation', changes.attestation)),
    }
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
