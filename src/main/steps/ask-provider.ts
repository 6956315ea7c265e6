import type { Issuance } from '../../shared/records.ts'
import { IdpError } from '../idp.ts'
import type { Work } from '../work.ts'
import { enrollFactors, type Begun } from './enroll-factor.ts'
import type { IssuePlan } from './plan-issuance.ts'
import { revokeRows } from './revoke-rows.ts'

/**
 * Asks for the provider's own yes before anything is done that cannot be undone: the registrations are
 * begun. Somebody who holds as many factors as there may be, some of which this very issuance will end,
 * loses those first; `consent`, all that people have to say, is asked for before that. Throws IdpError:
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
    const most = mostBy(error)
    const ending = most === null ? [] : await rowsMakingRoom(plan, works.length, most)
    if (ending.length === 0) throw error
    await consent()
    await endFirst(plan, ending)
    return await enrollFactors(works)
  }
}

/** How many factors a person may hold, where that is why the provider says no, and left nothing. */
function mostBy(error: unknown): number | null {
  if (!(error instanceof IdpError) || error.isUncertain) return null
  const { reason } = error
  if (reason.code === 'one-key-only') return 1
  return reason.code === 'too-many-factors' ? reason.maximum : null
}

/**
 * What this issuance ends of the person's, where that is enough; else, or where it cannot be told,
 * nothing is given up for it.
 */
async function rowsMakingRoom(
  { desk, talk, person, check, replaced }: IssuePlan,
  needed: number,
  maximum: number,
): Promise<readonly Issuance[]> {
  const theirs = [...replaced, ...check.rows].filter(({ personId }) => personId === person.id)
  if (theirs.length === 0) return []
  const factors = await ifToldBy(desk.provider.listFactors(person.id, talk.signal))
  if (factors === null) return []
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
    for (const row of ending) await revokeRows(desk, procedure, [row], !replaced.includes(row))
  })
}

/** A provider that does not tell has said no already, for a reason that matters more. */
async function ifToldBy<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof IdpError) return null
    throw error
  }
}
