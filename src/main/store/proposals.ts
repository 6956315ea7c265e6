import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Issuance, Proposal, ProviderEventKind } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import type { EventCursor, EventWatch, ProviderEvent } from '../idp.ts'
import { ProcedureError } from '../conversation.ts'
import { inUse } from './claims.ts'
import { columnsOf, issuanceOf, type IssuanceChanges } from './issuance-row.ts'
import { storedIds } from './issuance-schema.ts'
import { proposalOf } from './proposal-row.ts'
import { jsonOf, readRow } from './read-row.ts'
import { storedTemplate } from './stored-template.ts'
import type { UnreadableRows } from './unreadable-rows.ts'
import { dropReplaced, live, newsIn, proposalsFor } from './provider-news.ts'
import type { Schema } from './schema.ts'
import { writeRow, type WriteGuard } from './write-row.ts'

const cursorName = 'provider-events'

const cursorSchema = z.object({
  value: jsonOf(z.object({ since: z.number(), seen: z.array(z.string()) })),
})

/** The provider tells of what the station did within minutes; a station that was off, later. */
const ownFactsMs = 3 * 24 * 3_600_000

/** A proposal as it was taken, with what its issuance's template says of such events. */
export interface TakenProposal extends Proposal {
  readonly rule: Template['providerEvents']
}

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
    const row = await this.#db
      .selectFrom('cursors')
      .select('value')
      .where('name', '=', cursorName)
      .executeTakeFirst()
    return row ? readRow('cursors', cursorName, cursorSchema, row).value : null
  }

  /** Whose events concern this registry, and which were its own doing. */
  async watch(): Promise<EventWatch> {
    const rows = await this.#db
      .selectFrom('issuances')
      .select(['person_id', 'factor_id'])
      .where('state', 'in', live)
      .execute()
    return {
      personIds: new Set(rows.map((row) => row.person_id)),
      factorIds: new Set(rows.flatMap((row) => row.factor_id ?? [])),
      groupIds: await this.#groupIds(),
      ownRequestIds: await this.#ownRequestIds(),
    }
  }

  async #groupIds(): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('issuances')
      .select('group_ids')
      .distinct()
      .where('group_ids', 'is not', null)
      .where('state', 'in', live)
      .execute()
    return new Set(rows.flatMap(({ group_ids: ids }) => storedIds.safeParse(ids).data ?? []))
  }

  async #ownRequestIds(): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('audit')
      .select('request_id')
      .where('at', '>=', this.#guard.now() - ownFactsMs)
      .where('request_id', 'is not', null)
      .execute()
    return new Set(rows.flatMap((row) => row.request_id ?? []))
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
      const value = JSON.stringify(cursor)
      await trx
        .insertInto('cursors')
        .values({ name: cursorName, value })
        .onConflict((clause) => clause.column('name').doUpdateSet({ value }))
        .execute()
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
    return this.#unreadable.leaveOut(rows, (row) => ({
      ...proposalOf(row),
      rule: ruleOf(row.template),
    }))
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

/** No template rules what concerns everybody; nothing is applied by one that cannot be read. */
function ruleOf(template: string | null): TakenProposal['rule'] {
  return storedTemplate.safeParse(template).data?.providerEvents ?? 'ask'
}
