import type { Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { ProcedureError } from '../../procedure-error.ts'

/**
 * A key that somebody made inactive at the provider, and not this station, has nothing to undo here:
 * it is active again when the provider says so. Throws ProcedureError `factor-suspended`.
 */
export async function refuseSuspended(
  { provider }: Desk,
  bundle: readonly Issuance[],
): Promise<void> {
  for (const { inactiveBy, personId, factorId, login } of bundle) {
    if (inactiveBy !== null || factorId === null) continue
    const { state } = await provider.findFactor(personId, factorId)
    if (state === 'inactive') throw new ProcedureError({ code: 'factor-suspended', login })
  }
}
