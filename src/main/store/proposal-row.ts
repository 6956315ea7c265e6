import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Proposal, ProviderEventKind } from '../../shared/records.ts'
import { everybody } from './provider-news.ts'
import { oneOf, readRow } from './read-row.ts'
import type { ProposalTable } from './schema.ts'

const kind = oneOf<ProviderEventKind>({
  'person-suspended': true,
  'person-unsuspended': true,
  'person-deactivated': true,
  'person-deleted': true,
  'factor-deleted': true,
  'factor-suspended': true,
  'factor-unsuspended': true,
  'factor-added': true,
  'factors-reset': true,
  'left-group': true,
  'joined-group': true,
  'authenticator-off': true,
  'authenticator-on': true,
})

const proposal = oneOf<Proposal['proposal']>({
  inactivate: true,
  reactivate: true,
  revoke: true,
  review: true,
})

const proposalSchema = z.object({
  id: z.string(),
  issuance_id: z.string(),
  at: z.number().int(),
  kind,
  proposal,
  actor: z.string(),
  decision: z.enum(['open', 'applied', 'dismissed']),
})

/** A row, and whose issuance it is about; null for everybody. */
type StoredProposal = Selectable<ProposalTable> & {
  readonly login: string | null
  readonly person_name: string | null
}

/** The proposal as the window knows it. Throws ProcedureError `row-unreadable`. */
export function proposalOf(stored: StoredProposal): Proposal {
  const row = readRow('proposals', stored.id, proposalSchema, stored)
  return {
    id: row.id,
    issuanceId: row.issuance_id === everybody ? null : row.issuance_id,
    at: row.at,
    kind: row.kind,
    proposal: row.proposal,
    actor: row.actor,
    login: stored.login ?? '',
    personName: stored.person_name ?? '',
  }
}
