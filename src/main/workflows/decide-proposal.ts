import { gateGroupOf } from '../../shared/gates.ts'
import type { Issuance, IssuanceState, Proposal } from '../../shared/records.ts'
import type { InactiveMeans } from '../../shared/template.ts'
import { aboutNothing, aboutRow, writeFact, type About, type Workplace } from '../desk/facts.ts'
import { ProcedureError } from '../procedure-error.ts'
import { stateLetIn } from '../steps/pin/pin-gate.ts'
import { isInUse } from '../steps/settling/with-claims.ts'
import type { Fact } from '../store/journal/entry.ts'

/** What a proposal does to its issuance; the provider has done its part already. */
const effects: {
  readonly [P in Proposal['proposal']]: { state: IssuanceState; fact: Fact } | null
} = {
  inactivate: { state: 'inactive', fact: 'issuance-inactivated' },
  reactivate: { state: 'active', fact: 'issuance-reactivated' },
  revoke: { state: 'revoked', fact: 'issuance-revoked' },
  review: null,
}

/**
 * Brings the registry in line with what happened at the provider, or leaves it as it is. Throws
 * ProcedureError `issuance-in-use` while a run works on the issuance: the proposal stays open.
 */
export async function decideProposal(
  workplace: Workplace,
  id: string,
  decision: 'apply' | 'dismiss',
): Promise<void> {
  const { proposals } = workplace.registry
  const proposal = (await proposals.listOpen()).find((one) => one.id === id)
  if (!proposal) throw new ProcedureError({ code: 'not-available', what: 'proposal' })
  const effect = decision === 'apply' ? effects[proposal.proposal] : null
  const changesBy =
    ({ state }: { state: IssuanceState }) =>
    (before: Issuance) => ({
      state: stateAfter(state, before),
      inactiveBy: meansOf(proposal, before),
    })
  // Before: nothing is decided about a row that cannot be read.
  const row = await issuanceOf(workplace, proposal)
  const isApplied = await proposals.decide(proposal, effect && changesBy(effect))
  const fact = effect && isApplied ? effect.fact : 'proposal-dismissed'
  const about = row ? aboutRow('provider-event', row) : aboutEverybody
  await writeFact(workplace, fact, about)
}

const aboutEverybody: About = Object.freeze({ ...aboutNothing, procedure: 'provider-event' })

async function issuanceOf(
  { registry }: Workplace,
  { issuanceId }: Proposal,
): Promise<Issuance | null> {
  return issuanceId === null ? null : await registry.issuances.find(issuanceId)
}

/** What was done at the provider, to be undone here as it was done; null when it is active again. */
function meansOf({ kind }: Proposal, { template }: Issuance): InactiveMeans | null {
  if (kind === 'person-suspended') return { means: 'suspend-person' }
  if (kind !== 'left-group') return null
  const { inactive } = template
  if (inactive.means === 'leave-group') return inactive
  const group = gateGroupOf(template)
  return group && { means: 'leave-group', group }
}

/** A key that waits for its hand-over is not active because its person is. */
function stateAfter(state: IssuanceState, row: Issuance): IssuanceState {
  return state === 'active' ? stateLetIn(row) : state
}

/**
 * Applies what the issuance's own template says may be applied without asking. What is worked on just
 * now is applied the next time.
 */
export async function applyByRule(workplace: Workplace): Promise<void> {
  for (const { id, rule, proposal } of await workplace.registry.proposals.listOpen()) {
    if (rule !== 'apply' || proposal === 'review') continue
    await decideProposal(workplace, id, 'apply').catch((error: unknown) => {
      if (!isInUse(error)) throw error
    })
  }
}
