import { CtapStatusError } from '../../ctap2/index.ts'
import type { Act } from '../../shared/records.ts'
import { ProcedureError, Refusal } from '../conversation.ts'
import { causeOf } from '../failure-of.ts'
import { IdpError } from '../idp.ts'
import { record, type Work } from '../work.ts'

/**
 * Leaves work that stopped half-way in a state that is true: the pending factor is deleted, and
 * what stays uncertain keeps its act in the row, for recovery to take up.
 */
export async function settle(work: Work, error: unknown): Promise<void> {
  const { issuances } = work.desk.registry
  const row = await issuances.find(work.issuanceId)
  if (row?.act) await settleAct(work, row.act, error)
  else if (row?.state === 'planned') await issuances.update(row.id, { state: 'expired' })
  await recordEnd(work, error)
}

async function settleAct(work: Work, act: Act, error: unknown): Promise<void> {
  const certain = isKeyAct(act) ? isCertain(error) : await areFactorsRemoved(work)
  const changes = certain
    ? ({ state: 'expired', act: null } as const)
    : ({ state: 'unfinished', act } as const)
  await work.desk.registry.issuances.update(work.issuanceId, changes)
}

const isKeyAct = (act: Act): boolean => act === 'erasing' || act === 'setting-pin'

/** What the key or the person refused did not happen; without an answer nobody knows. */
function isCertain(error: unknown): boolean {
  return [CtapStatusError, Refusal, ProcedureError].some((kind) => error instanceof kind)
}

/** Ours by id; when its id never reached us, whatever is pending for this person. */
async function areFactorsRemoved(work: Work): Promise<boolean> {
  const { provider } = work.desk
  try {
    const ours = work.factorId ? [work.factorId] : await provider.listPendingFactors(work.person.id)
    for (const factorId of ours) await provider.deleteFactor(work.person.id, factorId)
    if (ours.length > 0) await record(work, 'factor-deleted')
    return true
  } catch (error) {
    if (error instanceof IdpError) return false
    throw error
  }
}

async function recordEnd(work: Work, error: unknown): Promise<void> {
  if (error instanceof Refusal || work.talk.signal.aborted) {
    return await record(work, 'run-cancelled')
  }
  const { keyState = 'none', act = null } = work.talk.facts
  const failure = { code: causeOf(error).code, keyState, act }
  await record(work, 'run-failed', { failure })
}
