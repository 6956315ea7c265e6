import type { Kysely } from 'kysely'
import type { IssuanceState, ProviderEventKind } from '../../shared/records.ts'
import type { InactiveMeans } from '../../shared/template.ts'
import type { ProviderEvent } from '../provider/provider.ts'
import { storedMeans } from './issuances/issuance-schema.ts'
import type { ProposalTable, Schema } from './schema.ts'

/** What stands for the issuance of a proposal that concerns the whole organization. */
export const everybody = ''

/** The states of issuances whose holders' events concern the registry. */
export const live: readonly IssuanceState[] = ['issued', 'active', 'inactive']

/** In which states of an issuance an event still says something new. */
export const newsIn: { readonly [K in ProviderEventKind]: readonly IssuanceState[] } = {
  'person-suspended': ['issued', 'active'],
  'person-unsuspended': ['inactive'],
  'person-deactivated': live,
  'person-deleted': live,
  'factor-deleted': live,
  'factor-suspended': ['issued', 'active'],
  'factor-unsuspended': ['inactive'],
  'factor-added': live,
  'factors-reset': live,
  'left-group': ['active'],
  'joined-group': ['inactive'],
  'authenticator-off': [],
  'authenticator-on': [],
}

/** Which earlier event an event undoes, or says more than. */
const replaces: { readonly [K in ProviderEventKind]?: ProviderEventKind } = {
  'person-unsuspended': 'person-suspended',
  'person-suspended': 'person-unsuspended',
  'person-deleted': 'person-deactivated',
  'factor-unsuspended': 'factor-suspended',
  'factor-suspended': 'factor-unsuspended',
  'joined-group': 'left-group',
  'left-group': 'joined-group',
  'authenticator-on': 'authenticator-off',
  'authenticator-off': 'authenticator-on',
}

/** Which means an event undoes; null: nothing the station could have done itself. */
const undoes: { readonly [K in ProviderEventKind]?: readonly (InactiveMeans['means'] | null)[] } = {
  'person-unsuspended': ['suspend-person'],
  'factor-unsuspended': [null],
  'joined-group': ['leave-group', null],
}

/** What the provider has taken back since, or gone beyond, needs no decision any more. */
export async function dropReplaced(
  db: Kysely<Schema>,
  { kind, personId, factorId }: ProviderEvent,
): Promise<void> {
  const replaced = replaces[kind]
  if (!replaced) return
  let query = db
    .updateTable('proposals')
    .set({ decision: 'dismissed' })
    .where('decision', '=', 'open')
    .where('kind', '=', replaced)
  if (personId !== null) {
    query = query.where('issuance_id', 'in', (issuances) => {
      const ofPerson = issuances
        .selectFrom('issuances')
        .select('id')
        .where('person_id', '=', personId)
      return factorId === null ? ofPerson : ofPerson.where('factor_id', '=', factorId)
    })
  }
  await query.execute()
}

/** One row for each issuance that the event says something new about, or one for everybody. */
export async function proposalsFor(
  db: Kysely<Schema>,
  event: ProviderEvent,
): Promise<ProposalTable[]> {
  const issuanceIds = await concernedBy(db, event)
  return issuanceIds.map((id) => ({
    id: `${event.id}:${id}`,
    issuance_id: id,
    at: event.at,
    kind: event.kind,
    proposal: event.proposal,
    actor: event.actor,
    decision: 'open',
  }))
}

async function concernedBy(db: Kysely<Schema>, event: ProviderEvent): Promise<readonly string[]> {
  const { kind, personId, factorId } = event
  if (personId === null) return [everybody]
  const query = db
    .selectFrom('issuances')
    .select(['id', 'inactive_by'])
    .where('person_id', '=', personId)
    .where('state', 'in', newsIn[kind])
    .orderBy('created_at', 'desc')
  if (kind === 'factor-added') {
    // Told once for the person, beside the newest key; one the station enrolled itself is no news.
    if (await isKnownFactor(db, personId, factorId)) return []
    return (await query.limit(1).execute()).map(({ id }) => id)
  }
  const rows = await (factorId === null ? query : query.where('factor_id', '=', factorId))
    // Okta logs a deletion as it begins and as it ends: one open proposal says as much as two.
    .where('id', 'not in', (open) =>
      open
        .selectFrom('proposals')
        .select('issuance_id')
        .where('decision', '=', 'open')
        .where('kind', '=', kind),
    )
    .execute()
  return rows.filter((row) => isUndoneBy(kind, row.inactive_by)).map(({ id }) => id)
}

/** A key comes back by what took it away, and by nothing else; where that cannot be read, by nothing. */
function isUndoneBy(kind: ProviderEventKind, inactiveBy: string | null): boolean {
  const undone = undoes[kind]
  if (!undone) return true
  if (inactiveBy === null) return undone.includes(null)
  const by = storedMeans.safeParse(inactiveBy)
  return by.success && undone.includes(by.data.means)
}

/** Whatever became of the issuance: an event can be read late. */
async function isKnownFactor(
  db: Kysely<Schema>,
  personId: string,
  factorId: string | null,
): Promise<boolean> {
  if (factorId === null) return false
  const row = await db
    .selectFrom('issuances')
    .select('id')
    .where('person_id', '=', personId)
    .where('factor_id', '=', factorId)
    .executeTakeFirst()
  return row !== undefined
}
