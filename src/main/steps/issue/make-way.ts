import type { Issuance } from '../../../shared/records.ts'
import type { Work } from '../../desk/work.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { ProviderError } from '../../provider/provider.ts'
import { settleBeforeErase } from '../erase/erase-on-key.ts'
import { eraseToIssue } from '../erase/erase-to-issue.ts'
import { demandUnchanged } from '../key/same-key.ts'
import { findRow } from '../settling/find-issuance.ts'
import { deleteFormers, retireOnKey } from '../settling/former-issuances.ts'
import { revokeRows } from '../settling/revoke-rows.ts'
import { isRenewal, type IssuePlan } from './plan-issuance.ts'

/**
 * Makes room for so many more factors of the person's: ends what this issuance will end of theirs, where
 * that is enough, once `consent` was asked for. Else, or where it cannot be told, nothing is given up for
 * it, and there is no room.
 */
export async function makeRoom(
  plan: IssuePlan,
  needed: number,
  maximum: number,
  consent: () => Promise<unknown>,
): Promise<boolean> {
  const { desk, talk, person, check, replaced } = plan
  const theirs = [...replaced, ...check.rows].filter(({ personId }) => personId === person.id)
  if (theirs.length === 0) return false
  const factors = await ifToldBy(desk.provider.listFactors(person.id, talk.signal))
  if (factors === null) return false
  const held = factors.filter(({ state }) => state.state !== 'pending')
  const ids = new Set(held.map(({ factorId }) => factorId))
  const ending = theirs.filter(({ factorId }) => ids.has(factorId ?? ''))
  if (ending.length === 0 || held.length - ending.length + needed > maximum) return false
  await consent()
  await revokeFormers(plan, ending)
  return true
}

/** A lost key must not wait for the rest: it is revoked before anything is written to the new one. */
export async function revokeReplaced(plan: IssuePlan): Promise<void> {
  const { desk, replaced } = plan
  if (replaced.length === 0) return
  const now = await Promise.all(replaced.map(({ id }) => findRow(desk, id)))
  const live = now.filter(({ state }) => state !== 'revoked')
  await revokeFormers(plan, live)
}

/** Each row is committed to it before its factor goes; what is said of the key in the slot follows it. */
async function revokeFormers(
  { desk, talk, procedure, formerId, replaced }: IssuePlan,
  rows: readonly Issuance[],
): Promise<void> {
  if (formerId !== null) talk.show('revoke-former')
  const elsewhere = new Set(replaced.map(({ id }) => id))
  await talk.hold(async () => {
    for (const row of rows) {
      const isHere = !elsewhere.has(row.id)
      await revokeRows(desk, procedure, [row], isHere)
      if (isHere) talk.know({ keyState: 'revoked-credential' })
    }
  })
}

/** A key of ours without a PIN was erased elsewhere. It may have been issued since it was looked at. */
async function takeBlank(plan: IssuePlan): Promise<void> {
  const { desk, session, check } = plan
  const { hasPin } = await demandUnchanged(plan, check)
  if (hasPin) throw new ProcedureError({ code: 'key-changed' })
  // Retiring a row takes the place of the act it was interrupted in.
  await settleBeforeErase(desk, check.rows)
  await retireOnKey(desk, session, check.rows)
}

/** Makes the key blank: nobody signs in any more with what was issued on it before. */
export async function clearKey(plan: IssuePlan, first: Work): Promise<void> {
  const { desk, check, procedure } = plan
  if (check.mustErase) await eraseToIssue(first, check)
  else await takeBlank(plan)
  // Another person's factor is of no use to anybody; the same person's goes once the new one stands.
  if (!isRenewal(plan)) await deleteFormers(desk, procedure, check.rows)
}

/** A provider that does not tell has said no already, for a reason that matters more. */
async function ifToldBy<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ProviderError) return null
    throw error
  }
}
