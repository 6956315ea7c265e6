import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Proposal, ProviderEventKind } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import { everybody } from './provider-news.ts'
import { oneOf, readRow } from './rows/read-row.ts'
import type { ProposalTable } from './schema.ts'
import { storedTemplate } from './stored-template.ts'

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

/** A proposal as it was taken, with what its issuance's template says of such events. */
export interface TakenProposal extends Proposal {
  readonly rule: Template['providerEvents']
}

/** A row, and whose issuance it is about; null for everybody. */
type StoredProposal = Selectable<ProposalTable> & {
  readonly login: string | null
  readonly person_name: string | null
  readonly template: string | null
}

/** The proposal as the window knows it. Throws ProcedureError `row-unreadable`. */
export function proposalOf(stored: StoredProposal): TakenProposal {
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
    rule: ruleOf(stored.template),
  }
}

/** No template rules what concerns everybody; nothing is applied by one that cannot be read. */
function ruleOf(template: string | null): TakenProposal['rule'] {
  return storedTemplate.safeParse(template).data?.providerEvents ?? 'ask'
}
