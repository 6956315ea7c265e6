import type { Kysely } from 'kysely'
import type { IssuanceState, Proposal } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import type { EventCursor, EventWatch, ProviderEvent } from '../idp.ts'
import { countMove } from './counts.ts'
import { dropReplaced, everybody, live, newsIn, proposalsFor } from './provider-news.ts'
import type { Schema } from './schema.ts'

const cursorName = 'provider-events'

/** The provider tells of what the station did within minutes; a station that was off, later. */
const ownFactsMs = 3 * 24 * 3_600_000

/** A proposal as it was taken, with what its issuance's template says of such events. */
export interface TakenProposal extends Proposal {
  readonly rule: Template['providerEvents']
}

/** What happened at the provider and what became of it. */
export class Proposals {
  readonly #db: Kysely<Schema>
  readonly #now: () => number

  constructor(db: Kysely<Schema>, now: () => number) {
    this.#db = db
    this.#now = now
  }

  /** Where the last reading ended; null before the first. */
  async cursor(): Promise<EventCursor | null> {
    const row = await this.#db
      .selectFrom('cursors')
      .select('value')
      .where('name', '=', cursorName)
      .executeTakeFirst()
    return row ? (JSON.parse(row.value) as EventCursor) : null
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
    return new Set(rows.flatMap(({ group_ids: ids }) => JSON.parse(ids ?? '[]') as string[]))
  }

  async #ownRequestIds(): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('audit')
      .select('request_id')
      .where('at', '>=', this.#now() - ownFactsMs)
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
      .select(['proposals.id', 'issuance_id', 'at', 'kind', 'proposal', 'actor'])
      .select(['login', 'person_name', 'template'])
      .where('decision', '=', 'open')
      .orderBy('at')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      issuanceId: row.issuance_id === everybody ? null : row.issuance_id,
      at: row.at,
      kind: row.kind,
      proposal: row.proposal,
      actor: row.actor,
      login: row.login ?? '',
      personName: row.person_name ?? '',
      rule: ruleOf(row.template),
    }))
  }

  /**
   * Carries a proposal out, or dismisses it, in one commit with the row it is about. True when the row
   * changed: what is no news any more changes nothing.
   */
  async decide({ id, issuanceId, kind }: Proposal, state: IssuanceState | null): Promise<boolean> {
    return await this.#db.transaction().execute(async (trx) => {
      const isApplied =
        state !== null && issuanceId !== null && (await move(trx, issuanceId, newsIn[kind], state))
      const decision = isApplied ? 'applied' : 'dismissed'
      await trx.updateTable('proposals').set({ decision }).where('id', '=', id).execute()
      return isApplied
    })
  }
}

/** No template rules what concerns everybody. */
function ruleOf(template: string | null): TakenProposal['rule'] {
  return template === null ? 'ask' : (JSON.parse(template) as Template).providerEvents
}

/** False when the row is in none of the states it could be moved from. */
async function move(
  db: Kysely<Schema>,
  id: string,
  from: readonly IssuanceState[],
  state: IssuanceState,
): Promise<boolean> {
  const before = await db
    .selectFrom('issuances')
    .select('state')
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  if (!before) return false
  await db.updateTable('issuances').set({ state }).where('id', '=', id).execute()
  await countMove(db, before.state, state)
  return true
}
