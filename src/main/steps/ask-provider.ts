import { ProcedureError } from '../conversation.ts'
import { IdpError, type Ceremony } from '../idp.ts'
import type { Work } from '../work.ts'
import { enrollFactors, type Begun } from './enroll-factor.ts'
import { makeRoom } from './make-way.ts'
import type { IssuePlan } from './plan-issuance.ts'

/**
 * Asks for the provider's own yes before anything is done that cannot be undone: the registrations are
 * begun. Somebody who holds as many factors as there may be, some of which this very issuance will end,
 * loses those first; `consent` is asked for before that. Throws IdpError: the provider's no.
 */
export async function askProvider(
  plan: IssuePlan,
  works: readonly Work[],
  consent: () => Promise<void>,
): Promise<readonly Begun[]> {
  const begun = await beginIfRoom(plan, works, consent)
  for (const { ceremony } of begun) demandFit(plan, ceremony)
  return begun
}

async function beginIfRoom(
  plan: IssuePlan,
  works: readonly Work[],
  consent: () => Promise<void>,
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

/** How many factors a person may hold, where that is why the provider says no. */
function maximumIn(error: unknown): number | null {
  if (!(error instanceof IdpError)) return null
  const { reason } = error
  if (reason.code === 'one-key-only') return 1
  return reason.code === 'too-many-factors' ? reason.maximum : null
}

/** What the provider asks of the key besides the template. */
function demandFit({ session }: IssuePlan, { requireResidentKey }: Ceremony): void {
  if (!requireResidentKey || session.authenticator.info.options['rk'] === true) return
  throw new ProcedureError({ code: 'key-lacks', capability: 'resident-key' })
}
