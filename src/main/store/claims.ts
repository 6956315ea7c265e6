import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../procedure-error.ts'
import { stationOf, type Claimant } from './claimant.ts'
import { issuanceOf } from './issuances/issuance-row.ts'
import type { UnreadableRows } from './rows/unreadable-rows.ts'
import type { Schema } from './schema.ts'

/** How long a claim holds without a sign of life from who made it. */
export const leaseMs = 15 * 60_000

/** A claim that was lifted, for whoever made it is gone. */
export interface LiftedClaim {
  readonly issuanceId: string
  /** Who had claimed it, by the name of their machine. */
  readonly station: string
}

/** Which rows are worked on, and by which station: two never run the same one. */
export class Claims {
  readonly claimant: Claimant
  readonly #db: Kysely<Schema>
  readonly #unreadable: UnreadableRows
  readonly #now: () => number
  /** Rows whose work is under way here, as far as this station knows. */
  readonly #held = new Set<string>()
  #noteLifted: ((lifted: LiftedClaim) => Promise<void>) | null = null

  constructor(
    db: Kysely<Schema>,
    claimant: Claimant,
    unreadable: UnreadableRows,
    now: () => number,
  ) {
    this.#db = db
    this.claimant = claimant
    this.#unreadable = unreadable
    this.#now = now
  }

  /** Whoever writes down what is lifted: it is told before anybody works on the row. */
  onLifted(note: (lifted: LiftedClaim) => Promise<void>): void {
    this.#noteLifted = note
  }

  /** When a claim made or renewed now would end. */
  get until(): number {
    return this.#now() + leaseMs
  }

  /**
   * Takes a row for this station; it may be ours already. Throws ProcedureError `issuance-in-use` when
   * another station works on it, `issuance-not-found` when there is none.
   */
  async claim(id: string): Promise<void> {
    const { name } = this.claimant
    await this.demandFree(id)
    const taken = await this.#db
      .updateTable('issuances')
      .set({ claimed_by: name, claimed_until: this.until })
      .where('id', '=', id)
      .where(this.isOpen)
      .executeTakeFirst()
    // Somebody was quicker.
    if (taken.numUpdatedRows === 0n) throw inUse((await this.#claimOf(id))?.claimed_by)
    this.#held.add(id)
  }

  /** Whether a row is nobody else's, as a condition. */
  readonly isOpen = (row: ExpressionBuilder<Schema, 'issuances'>) =>
    row.or([row('claimed_by', 'is', null), row('claimed_by', '=', this.claimant.name)])

  /**
   * Whether a row may be written, as a condition. One that is worked on here must be ours still: what
   * another station made of it meanwhile is not what this work believes.
   */
  isWritable(id: string) {
    return (row: ExpressionBuilder<Schema, 'issuances'>) =>
      this.#held.has(id) ? row('claimed_by', '=', this.claimant.name) : this.isOpen(row)
  }

  /**
   * The claim holds for another while. Throws ProcedureError `issuance-in-use` when another station has
   * it, `issuance-taken-over` when one had it and is done.
   */
  async renew(id: string): Promise<void> {
    const kept = await this.#db
      .updateTable('issuances')
      .set({ claimed_until: this.until })
      .where('id', '=', id)
      .where('claimed_by', '=', this.claimant.name)
      .executeTakeFirst()
    if (kept.numUpdatedRows > 0n) return
    const holder = (await this.#claimOf(id))?.claimed_by ?? null
    throw holder === null ? new ProcedureError({ code: 'issuance-taken-over' }) : inUse(holder)
  }

  /** Others may have the row; one that is not ours stays as it is. */
  async release(id: string): Promise<void> {
    this.#held.delete(id)
    await this.#ours().where('id', '=', id).execute()
  }

  /** Gives up every row of ours. */
  async releaseAll(): Promise<void> {
    this.#held.clear()
    await this.#ours().execute()
  }

  /**
   * Makes a row that could not be written ready for the next try. Throws what `renew` does of a row
   * that is worked on here, and what `demandFree` does of others.
   */
  async demandWritable(id: string): Promise<void> {
    if (this.#held.has(id)) await this.renew(id)
    else await this.demandFree(id)
  }

  /**
   * Lifts the claim of somebody who is gone. Throws ProcedureError `issuance-in-use` when another
   * station works on the row, `issuance-not-found` when there is none.
   */
  async demandFree(id: string): Promise<void> {
    const row = await this.#claimOf(id)
    if (!row) throw new ProcedureError({ code: 'issuance-not-found' })
    const { claimed_by: holder, claimed_until: until } = row
    if (holder === null || holder === this.claimant.name) return
    if (this.#isAlive(holder, until)) throw inUse(holder)
    const lifted = await this.#db
      .updateTable('issuances')
      .set(nobody)
      .where('id', '=', id)
      .where('claimed_by', '=', holder)
      .where('claimed_until', '=', until)
      .executeTakeFirst()
    if (lifted.numUpdatedRows === 0n) return
    await this.#noteLifted?.({ issuanceId: id, station: stationOf(holder) })
  }

  /**
   * Throws ProcedureError `issuance-in-use` while another station works on a row of this key. Whoever
   * issues onto a key has one, from before anything is written to it; keys without identity look alike.
   */
  async demandKeyFree(keyIdentity: string | null): Promise<void> {
    if (keyIdentity === null) return
    const rows = await this.#db
      .selectFrom('issuances')
      .select(['claimed_by', 'claimed_until'])
      .where('key_identity', '=', keyIdentity)
      .where('claimed_by', '!=', this.claimant.name)
      .execute()
    const other = rows.find((row) => this.#isAlive(row.claimed_by, row.claimed_until))
    if (other) throw inUse(other.claimed_by)
  }

  /** Throws ProcedureError `issuance-in-use` while anybody else alive works on any row. */
  async demandAllFree(): Promise<void> {
    const rows = await this.#db
      .selectFrom('issuances')
      .select(['claimed_by', 'claimed_until'])
      .where('claimed_by', 'is not', null)
      .where('claimed_by', '!=', this.claimant.name)
      .execute()
    const other = rows.find((row) => this.#isAlive(row.claimed_by, row.claimed_until))
    if (other) throw inUse(other.claimed_by)
  }

  /** As demandFree, and refuses a row that a run of this very station has in hand. */
  async demandIdle(id: string): Promise<void> {
    await this.demandFree(id)
    const holder = (await this.#claimOf(id))?.claimed_by
    if (holder === this.claimant.name) throw inUse(holder)
  }

  /**
   * What was left half done, the last changed first: rows that name an act, or were planned, and that
   * nobody alive works on. Whoever plans one works on it from its first commit on.
   */
  async listAbandoned(): Promise<readonly Issuance[]> {
    const rows = await this.#db
      .selectFrom('issuances')
      .selectAll()
      .where((row) => row.or([row('act', 'is not', null), row('state', '=', 'planned')]))
      .orderBy('updated_at', 'desc')
      .execute()
    const abandoned = rows
      .filter(({ id }) => !this.#held.has(id))
      .filter(({ claimed_by: holder, claimed_until: until }) => !this.#isAlive(holder, until))
    return this.#unreadable.leaveOut(abandoned, issuanceOf)
  }

  async #claimOf(id: string) {
    return await this.#db
      .selectFrom('issuances')
      .select(['claimed_by', 'claimed_until'])
      .where('id', '=', id)
      .executeTakeFirst()
  }

  #isAlive(holder: string | null, until: number | null): boolean {
    if (holder === null) return false
    return this.#now() < (until ?? 0) && !this.claimant.isGone(holder)
  }

  #ours() {
    return this.#db
      .updateTable('issuances')
      .set(nobody)
      .where('claimed_by', '=', this.claimant.name)
  }
}

const nobody = { claimed_by: null, claimed_until: null }

/** The refusal of a row that this claimant works on. */
export function inUse(holder: string | null | undefined): ProcedureError {
  return new ProcedureError({ code: 'issuance-in-use', station: stationOf(holder ?? '') })
}
