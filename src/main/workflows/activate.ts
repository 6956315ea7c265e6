import type { Issuance } from '../../shared/records.ts'
import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import type { Desk } from '../desk/desk.ts'
import { giveHeldAttestation } from '../steps/credential/give-held-attestation.ts'
import { proveIfHere } from '../steps/credential/prove-if-here.ts'
import { activateRow } from '../steps/provider/activate-row.ts'
import { findBundle, findRow } from '../steps/settling/find-issuance.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** The rail of an activation, in order. */
export const activateSteps: readonly StepName[] = Object.freeze([
  'find-issuance',
  'prove-credential',
  'activate',
])

/** Which issuance is handed over. */
export interface ActivateOrder {
  readonly issuanceId: string
}

/**
 * Opens the gate at the hand-over: a held attestation goes to the provider, groups are joined, the
 * attribute is set. A key that is in the slot is proven first. Repeating it makes sure of all that.
 */
export async function activate(
  where: AtDesk,
  { issuanceId }: ActivateOrder,
): Promise<ChangedOutcome> {
  const { desk, talk } = where
  const rows = await findBundle(where, issuanceId, ['issued', 'active'])
  await withClaims(desk, rows, async () => {
    const key = await proveIfHere(where, rows)
    if (!key) talk.skip('prove-credential')
    talk.show('activate')
    await talk.hold(() => activateAll(desk, rows))
  })
  const issuance = await findRow(desk, issuanceId)
  // Its person is suspended for another key of theirs.
  const change = issuance.state === 'inactive' ? 'inactivated' : 'activated'
  return { kind: 'changed', change, issuance, key: talk.facts.key ?? null }
}

async function activateAll(desk: Desk, rows: readonly Issuance[]): Promise<void> {
  for (const row of rows) {
    if (row.isHeld) await giveHeldAttestation(desk, row)
    await activateRow(desk, 'activate', await findRow(desk, row.id))
  }
}
