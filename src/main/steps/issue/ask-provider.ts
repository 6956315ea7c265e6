import type { Work } from '../../desk/work.ts'
import { ProviderError } from '../../provider/provider.ts'
import { enrollFactors, type Begun } from '../provider/enroll-factor.ts'
import { makeRoom } from './make-way.ts'
import type { IssuePlan } from './plan-issuance.ts'

/**
 * Asks for the provider's own yes before anything is done that cannot be undone: the registrations are
 * begun. Somebody who holds as many factors as there may be, some of which this very issuance will end,
 * loses those first; `consent`, all that people have to say, is asked for before that. Throws ProviderError:
 * the provider's no, and ProcedureError `key-lacks`.
 */
export async function askProvider(
  plan: IssuePlan,
  works: readonly Work[],
  consent: () => Promise<unknown>,
): Promise<readonly Begun[]> {
  try {
    return await enrollFactors(works)
  } catch (error) {
    const maximum = maximumIn(error)
    if (maximum === null) throw error
    if (!(await makeRoom(plan, works.length, maximum, consent))) throw error
    return await enrollFactors(works)
  }
}

/** How many factors a person may hold, where that is why the provider says no, and left nothing. */
function maximumIn(error: unknown): number | null {
  if (!(error instanceof ProviderError) || error.isUncertain) return null
  const { reason } = error
  if (reason.code === 'one-key-only') return 1
  return reason.code === 'too-many-factors' ? reason.maximum : null
}
