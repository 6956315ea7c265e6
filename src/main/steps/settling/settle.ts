import type { Act, Issuance } from '../../../shared/records.ts'
import { causeOf } from '../../desk/failure-of.ts'
import { record, type Work } from '../../desk/work.ts'
import { Refusal } from '../../procedure-error.ts'
import { ProviderError } from '../../provider/provider.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import { isCertain } from '../key/key-status.ts'
import { resolveAtProvider, restingState } from './resolve-at-provider.ts'

/**
 * Leaves work that stopped half-way in a state that is true: what was begun at the provider is looked
 * up and deleted, and what stays uncertain keeps its act in the row, for recovery to take up.
 */
async function settle(work: Work, error: unknown): Promise<void> {
  const { issuances } = work.desk.registry
  const row = await issuances.find(work.issuanceId)
  const interrupted = work.talk.facts.act ?? null
  if (row?.act) await issuances.update(row.id, await endOf(work, row, error))
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

async function endOf(work: Work, row: Issuance, error: unknown): Promise<IssuanceChanges> {
  // A refusal of the provider began nothing; what is pending for this person is not ours.
  if (row.act === 'enrolling' && row.factorId === null && isRefusal(error)) return fallBack(row)
  try {
    const changes = await resolveAtProvider(work.desk, row)
    if (changes) return noteTaken(work, changes)
    if (isOfTheKey(row)) {
      return isCertain(error) ? { ...fallBack(row), ...pinLeft(work) } : keepUnfinished(row)
    }
    // A key that did not answer may hold a credential nobody knows: recovery has to look.
    return work.talk.facts.keyState === 'unknown' ? keepUnfinished(row) : madeAndUseless(work, row)
  } catch (lost) {
    if (!(lost instanceof ProviderError)) throw lost
    // What the key did is certain: only the provider is left to be asked.
    if (isOfTheKey(row) && isCertain(error)) {
      return { ...keepUnfinished(row), act: 'enrolling', ...pinLeft(work) }
    }
    return keepUnfinished(row)
  }
}

const isOfTheKey = ({ act }: Issuance): boolean => act === 'erasing' || act === 'setting-pin'

/** A sealed PIN that the key certainly does not have opens nothing. */
function pinLeft({ talk }: Work): IssuanceChanges {
  const { keyState } = talk.facts
  return keyState === 'untouched' || keyState === 'erased' ? { pin: null } : {}
}

const fallBack = (row: Issuance): IssuanceChanges => ({ act: null, state: restingState(row) })

/** What was live stays what it was, with its act; what never was is told as unfinished. */
function keepUnfinished({ state }: Issuance): IssuanceChanges {
  return state === 'planned' ? { state: 'unfinished' } : {}
}

/** The provider took the credential, though its answer was lost. */
function noteTaken({ talk }: Work, changes: IssuanceChanges): IssuanceChanges {
  const isRegistered = changes.state === 'active' || changes.state === 'issued'
  if (isRegistered) talk.know({ keyState: 'registered-credential' })
  return changes
}

/** One that was inactive keeps its credential until another one is made over it. */
function madeAndUseless({ talk, credentialId }: Work, row: Issuance): IssuanceChanges {
  const isMade = talk.facts.keyState === 'unregistered-credential'
  if (isMade) return { ...fallBack(row), onKey: 'credential', credentialId }
  return { ...fallBack(row), onKey: row.state === 'inactive' ? 'credential' : 'nothing' }
}

const isRefusal = (error: unknown): boolean => error instanceof ProviderError && !error.isUncertain

async function recordEnd(work: Work, error: unknown, act: Act | null): Promise<void> {
  if (error instanceof Refusal || work.talk.signal.aborted) {
    return await record(work, 'run-cancelled')
  }
  const { keyState = 'none' } = work.talk.facts
  await record(work, 'run-failed', { failure: { code: causeOf(error).code, keyState, act } })
}
