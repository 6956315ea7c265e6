import type { Kysely } from 'kysely'
import type { Issuance, Proposal, ProviderEventKind } from '../../shared/records.ts'
import { ProcedureError } from '../procedure-error.ts'
import type { EventCursor, EventWatch, ProviderEvent } from '../provider/provider.ts'
import { inUse } from './claims.ts'
import { readCursor, readWatch, writeCursor } from './event-reading.ts'
import { columnsOf, issuanceOf, type IssuanceChanges } from './issuances/issuance-row.ts'
import { proposalOf, type TakenProposal } from './proposal-row.ts'
import { dropReplaced, newsIn, proposalsFor } from './provider-news.ts'
import type { UnreadableRows } from './rows/unreadable-rows.ts'
import { writeRow, type WriteGuard } from './rows/write-row.ts'
import type { Schema } from './schema.ts'

/** What a decision makes of the row as it stands then. */
export type ChangeRow = (before: Issuance) => IssuanceChanges

/** What happened at the provider and what became of it. */
export class Proposals {
  readonly #db: Kysely<Schema>
  readonly #unreadable: UnreadableRows
  readonly #guard: WriteGuard

  constructor(db: Kysely<Schema>, unreadable: UnreadableRows, guard: WriteGuard) {
    this.#db = db
    this.#unreadable = unreadable
    this.#guard = guard
  }

  /** Where the last reading ended; null before the first. Throws ProcedureError `row-unreadable`. */
  async cursor(): Promise<EventCursor | null> {
    return await readCursor(this.#db)
  }

  /** Whose events concern this registry, and which were its own doing. */
  async watch(): Promise<EventWatch> {
    return await readWatch(this.#db, this.#guard.now())
  }

  /** Takes what was read and the new cursor in one commit; an event is taken once. */
  async take(events: readonly ProviderEvent[], cursor: EventCursor): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      for (const event of events) {
        await dropReplaced(trx, event)
        const rows = await proposalsFor(trx, event)
        if (rows.length === 0) continue
        await trx
          .insertInto('proposals')
          .values(rows)
          .onConflict((clause) => clause.column('id').doNothing())
          .execute()
      }
      await writeCursor(trx, cursor)
    })
  }

  /** What waits for a decision, the oldest first. */
  async listOpen(): Promise<readonly TakenProposal[]> {
    const rows = await this.#db
      .selectFrom('proposals')
      .leftJoin('issuances', 'issuances.id', 'proposals.issuance_id')
      .selectAll('proposals')
      .select(['login', 'person_name', 'template'])
      .where('decision', '=', 'open')
      .orderBy('at')
      .execute()
    return this.#unreadable.leaveOut(rows, proposalOf)
  }

  /**
   * Carries a proposal out in one commit with the row it is about, or dismisses it: null. True when the
   * row changed: what is no news any more changes nothing. Throws ProcedureError `issuance-in-use` while
   * anybody works on a row to be changed, and `not-available` when it was decided meanwhile.
   */
  async decide(proposal: Proposal, change: ChangeRow | null): Promise<boolean> {
    const { issuanceId } = proposal
    if (change && issuanceId !== null) await this.#guard.claims.demandIdle(issuanceId)
    return await this.#db.transaction().execute((trx) => this.#decide(trx, proposal, change))
  }

  async #decide(
    db: Kysely<Schema>,
    { id, issuanceId, kind }: Proposal,
    change: ChangeRow | null,
  ): Promise<boolean> {
    const row = issuanceId === null ? undefined : await this.#rowInNews(db, issuanceId, kind)
    const changes = row && change ? change(issuanceOf(row)) : null
    const decided = await db
      .updateTable('proposals')
      .set({ decision: changes === null ? 'dismissed' : 'applied' })
      .where('id', '=', id)
      .where('decision', '=', 'open')
      .executeTakeFirst()
    if (decided.numUpdatedRows === 0n) {
      throw new ProcedureError({ code: 'not-available', what: 'proposal' })
    }
    if (!row || changes === null) return false
    const isFree = row.claimed_by === null
    const isWritten = isFree && (await writeRow(db, this.#guard, row.id, columnsOf(changes)))
    // Somebody took the row since: nothing of this is committed.
    if (!isWritten) throw inUse(row.claimed_by)
    return true
  }

  /** The row, where the event still says something new about it. */
  async #rowInNews(db: Kysely<Schema>, issuanceId: string, kind: ProviderEventKind) {
    return await db
      .selectFrom('issuances')
      .selectAll()
      .where('id', '=', issuanceId)
      .where('state', 'in', newsIn[kind])
      .executeTakeFirst()
  }
}
