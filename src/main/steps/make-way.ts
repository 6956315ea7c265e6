import { ProcedureError } from '../conversation.ts'
import type { Work } from '../work.ts'
import { holderOf } from './check-key.ts'
import { eraseKey } from './erase-key.ts'
import { findRow } from './find-issuance.ts'
import { deleteFormers, retireFormers } from './former-issuances.ts'
import type { IssuePlan } from './plan-issuance.ts'
import { confirmErase } from './reset-key.ts'
import { revokeRows } from './revoke-rows.ts'
import { demandUnchanged } from './same-key.ts'

/** A way to ask whether what is on the key may go: once, and only where it must. Throws Refusal. */
export function confirmOnce({ talk, session, check }: IssuePlan): () => Promise<void> {
  let isAsked = !check.mustErase
  return async () => {
    if (isAsked) return
    isAsked = true
    await confirmErase(talk, session, holderOf(check.rows))
  }
}

/** A lost key must not wait for the rest: it is revoked before anything is written to the new one. */
export async function revokeReplaced({
  desk,
  talk,
  procedure,
  replaced,
}: IssuePlan): Promise<void> {
  if (replaced.length === 0) return
  const now = await Promise.all(replaced.map(({ id }) => findRow(desk, id)))
  const live = now.filter(({ state }) => state !== 'revoked')
  talk.show('revoke-former')
  await talk.hold(() => revokeRows(desk, procedure, live))
  if (talk.facts.keyState === 'untouched') talk.know({ keyState: 'former-revoked' })
}

/** A key of ours without a PIN was wiped elsewhere. It may have been issued since it was looked at. */
async function takeBlank(plan: IssuePlan): Promise<void> {
  const { desk, check } = plan
  const { hasPin } = await demandUnchanged(plan, check.rows)
  if (hasPin) throw new ProcedureError({ code: 'key-changed' })
  await retireFormers(desk, check.rows)
}

/** Leaves a blank key, and nothing that it held before to anybody. */
export async function clearKey(plan: IssuePlan, first: Work): Promise<void> {
  const { desk, check, procedure } = plan
  if (check.mustErase) await eraseKey(first, check.rows)
  else await takeBlank(plan)
  // Another person's factor is of no use to anybody; the same person's goes once the new one stands.
  if (procedure !== 'reset-pin') await deleteFormers(desk, procedure, check.rows)
}
