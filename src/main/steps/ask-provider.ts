import type { Issuance } from '../../shared/records.ts'
import { ProcedureError } from '../conversation.ts'
import { IdpError, type Ceremony } from '../idp.ts'
import type { Work } from '../work.ts'
import { enrollFactors, type Begun } from './enroll-factor.ts'
import type { IssuePlan } from './plan-issuance.ts'
import { revokeRows } from './revoke-rows.ts'

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
    const most = mostBy(error)
    const ending = most === null ? [] : await rowsMakingRoom(plan, works.length, most)
    if (ending.length === 0) throw error
    await consent()
    await endFirst(plan, ending)
    return await enrollFactors(works)
  }
}

/** How many factors a person may hold, where that is why the provider says no. */
function mostBy(error: unknown): number | null {
  if (!(error instanceof IdpError)) return null
  const { reason } = error
  if (reason.code === 'one-key-only') return 1
  return reason.code === 'too-many-factors' ? reason.maximum : null
}

/** What this issuance ends of the person's, where that is enough; else nothing is given up for it. */
async function rowsMakingRoom(
  { desk, talk, person, check, replaced }: IssuePlan,
  needed: number,
  maximum: number,
): Promise<readonly Issuance[]> {
  const theirs = [...replaced, ...check.rows].filter(({ personId }) => personId === person.id)
  if (theirs.length === 0) return []
  const factors = await desk.provider.listFactors(person.id, talk.signal)
  const held = factors.filter(({ state }) => state.state !== 'pending')
  const ids = new Set(held.map(({ factorId }) => factorId))
  const ending = theirs.filter(({ factorId }) => ids.has(factorId ?? ''))
  return held.length - ending.length + needed <= maximum ? ending : []
}

/** Each row is committed to it before its factor goes. */
async function endFirst(
  { desk, talk, procedure, formerId, replaced }: IssuePlan,
  ending: readonly Issuance[],
): Promise<void> {
  if (formerId !== null) talk.show('revoke-former')
  await talk.hold(async () => {
    for (const row of ending) {
      const isHere = !replaced.includes(row)
      await revokeRows(desk, procedure, [row], isHere)
      talk.know({ keyState: isHere ? 'revoked-credential' : 'former-revoked' })
    }
  })
}

/** What the provider asks of the key besides the template. */
function demandFit({ session }: IssuePlan, { requireResidentKey }: Ceremony): void {
  if (!requireResidentKey || session.authenticator.info.options['rk'] === true) return
  throw new ProcedureError({ code: 'key-lacks', capability: 'resident-key' })
}
