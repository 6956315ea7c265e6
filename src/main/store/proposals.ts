import type { Kysely } from 'kysely'
import type { IssuanceState, Proposal, ProviderEventKind, Template } from '../../shared/records.ts'
import type { EventCursor, EventWatch, ProviderEvent } from '../idp.ts'
import type { ProposalTable, Schema } from './schema.ts'

const cursorName = 'provider-events'

/** In which states of an issuance an event still says something new. */
const newsIn: { readonly [K in ProviderEventKind]: readonly IssuanceState[] } = {
  'person-suspended': ['issued', 'active'],
  'person-unsuspended': ['inactive'],
  'person-deactivated': ['issued', 'active', 'inactive'],
  'factor-deleted': ['issued', 'active', 'inactive'],
  'factors-reset': ['issued', 'active', 'inactive'],
  'left-group': ['active'],
  'joined-group': ['inactive'],
}

/** A proposal as it was taken, with what its issuance's template says of such events. */
export interface TakenProposal extends Proposal {
  readonly rule: Template['providerEvents']
}

/** What happened at the provider and what became of it. */
export class Proposals {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
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

  /** Whose events concern this registry. */
  async watch(): Promise<EventWatch> {
    const rows = await this.#db
      .selectFrom('issuances')
      .select(['person_id', 'factor_id'])
      .where('state', 'in', ['issued', 'active', 'inactive'])
      .execute()
    return {
      personIds: new Set(rows.map((row) => row.person_id)),
      factorIds: new Set(rows.flatMap((row) => row.factor_id ?? [])),
      groupIds: new Set(),
      ownRequestIds: new Set(),
    }
  }

  /** Takes what was read and the new cursor in one commit; an event is taken once. */
  async take(events: readonly ProviderEvent[], cursor: EventCursor): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      for (const event of events) {
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
      .innerJoin('issuances', 'issuances.id', 'proposals.issuance_id')
      .select(['proposals.id', 'issuance_id', 'at', 'kind', 'proposal', 'actor'])
      .select(['login', 'person_name', 'template'])
      .where('decision', '=', 'open')
      .orderBy('at')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      issuanceId: row.issuance_id,
      at: row.at,
      kind: row.kind,
      proposal: row.proposal,
      actor: row.actor,
      login: row.login,
      personName: row.person_name,
      rule: (JSON.parse(row.template) as Template).providerEvents,
    }))
  }

  async decide(id: string, decision: 'applied' | 'dismissed'): Promise<void> {
    await this.#db.updateTable('proposals').set({ decision }).where('id', '=', id).execute()
  }
}

/** One row for each issuance that the event says something new about. */
async function proposalsFor(db: Kysely<Schema>, event: ProviderEvent): Promise<ProposalTable[]> {
  let query = db
    .selectFrom('issuances')
    .select('id')
    .where('person_id', '=', event.personId)
    .where('state', 'in', newsIn[event.kind])
  if (event.factorId !== null) query = query.where('factor_id', '=', event.factorId)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: `${event.id}:${row.id}`,
    issuance_id: row.id,
    at: event.at,
    kind: event.kind,
    proposal: event.proposal,
    actor: event.actor,
    decision: 'open',
  }))
}
