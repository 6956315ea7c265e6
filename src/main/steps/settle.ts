import { CtapStatusError } from '../../ctap2/index.ts'
import type { Act } from '../../shared/records.ts'
import { ProcedureError, Refusal } from '../conversation.ts'
import { causeOf } from '../failure-of.ts'
import { IdpError } from '../idp.ts'
import type { IssuanceChanges } from '../store/issuances.ts'
import { record, type Work } from '../work.ts'
import { registeredState } from './register-credential.ts'

/**
 * Leaves work that stopped half-way in a state that is true: what was begun at the provider is looked
 * up and deleted, and what stays uncertain keeps its act in the row, for recovery to take up.
 */
async function settle(work: Work, error: unknown): Promise<void> {
  const { issuances } = work.desk.registry
  const row = await issuances.find(work.issuanceId)
  const interrupted = work.talk.facts.act ?? null
  if (row?.act) await issuances.update(row.id, await endOf(work, row.act, error))
  else if (row?.state === 'planned') await issuances.update(row.id, { state: 'expired' })
  await recordEnd(work, error, interrupted)
}

/** The same, and what stops it does not hide what stopped the work: the row keeps its act. */
export async function settleIfPossible(work: Work, error: unknown): Promise<void> {
  try {
    await settle(work, error)
  } catch (lost) {
    work.desk.onDefect(
      `The issuance ${work.issuanceId} could not be settled: ${causeOf(lost).code}`,
    )
  }
}

const over: IssuanceChanges = { state: 'expired', act: null }
const unfinished: IssuanceChanges = { state: 'unfinished' }

async function endOf(work: Work, act: Act, error: unknown): Promise<IssuanceChanges> {
  if (act === 'erasing' || act === 'setting-pin') return isCertain(error) ? over : unfinished
  try {
    return await endAtProvider(work, act, error)
  } catch (lost) {
    if (lost instanceof IdpError) return unfinished
    throw lost
  }
}

/** What the key or the person refused did not happen; without an answer nobody knows. */
function isCertain(error: unknown): boolean {
  return [CtapStatusError, Refusal, ProcedureError].some((kind) => error instanceof kind)
}

async function endAtProvider(work: Work, act: Act, error: unknown): Promise<IssuanceChanges> {
  if (act === 'activating' && isUncertain(error) && (await hasTaken(work))) {
    work.talk.know({ keyState: 'registered-credential' })
    return { state: registeredState(work), act: null }
  }
  // A refusal of the provider began nothing; what is pending for this person is not ours.
  if (work.factorId === null && !isUncertain(error)) return over
  await removeFactors(work)
  // A key that did not answer may hold a credential nobody knows: recovery has to look.
  return work.talk.facts.keyState === 'unknown' ? unfinished : over
}

const isUncertain = (error: unknown): boolean => !(error instanceof IdpError) || error.isUncertain

/** The provider took the credential, though its answer was lost. */
async function hasTaken({ desk, person, factorId, credentialId }: Work): Promise<boolean> {
  if (factorId === null) return false
  const factor = await desk.provider.findFactor(person.id, factorId)
  return factor.state === 'active' && factor.credentialId === credentialId
}

/** Ours by id; when its id never reached us, whatever is pending for this person. */
async function removeFactors(work: Work): Promise<void> {
  const { provider } = work.desk
  const ours = work.factorId ? [work.factorId] : await provider.listPendingFactors(work.person.id)
  for (const factorId of ours) await provider.deleteFactor(work.person.id, factorId)
  if (ours.length > 0) await record(work, 'factor-deleted')
}

async function recordEnd(work: Work, error: unknown, act: Act | null): Promise<void> {
  if (error instanceof Refusal || work.talk.signal.aborted) {
    return await record(work, 'run-cancelled')
  }
  const { keyState = 'none' } = work.talk.facts
  await record(work, 'run-failed', { failure: { code: causeOf(error).code, keyState, act } })
}
