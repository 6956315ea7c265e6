import type { Proposal } from '../records.ts'
import { fill } from './fill.ts'
import type { Words } from './words.ts'

/** What happened at the provider, in one sentence. */
export function proposalWords(words: Words, proposal: Proposal): string {
  const actor = proposal.actor || words.desk.changes.somebody.label
  return fill(words.providerEvents[proposal.kind].detail, { ...proposal, actor })
}
