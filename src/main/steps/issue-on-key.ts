import { CtapStatusError } from '../../ctap2/index.ts'
import type { Issuance } from '../../shared/records.ts'
import type { IssuedOutcome } from '../../shared/run.ts'
import { record, type Work } from '../work.ts'
import { activateRow, hasActivation } from './activate-row.ts'
import { configureKey, forcePinChange } from './configure-key.ts'
import { eraseKey } from './erase-key.ts'
import { findRow } from './find-issuance.ts'
import { deleteFormers, retireFormers } from './former-issuances.ts'
import { issueCredential, type IssuedCredential } from './issue-credential.ts'
import { planRows, type IssuePlan } from './plan-issuance.ts'
import { proveBlank } from './prove-blank.ts'
import { setFirstPin } from './set-pin.ts'
import { settleIfPossible } from './settle.ts'
import { withClaims } from './with-claims.ts'

/**
 * From a checked key to registered and proven credentials, one for each origin, with one PIN. From the
 * first write on, everything stands in the registry before it is tried.
 */
export async function issueOnKey(plan: IssuePlan): Promise<IssuedOutcome> {
  const works = await planRows(plan)
  const rows = works.map(({ issuanceId: id }) => ({ id }))
  return await withClaims(plan.desk, [...rows, ...plan.check.rows], () => issueRows(plan, works))
}

async function issueRows(
  plan: IssuePlan,
  works: readonly [Work, ...Work[]],
): Promise<IssuedOutcome> {
  const { desk, check, procedure } = plan
  const [first] = works
  try {
    await record(first, 'run-started')
    if (check.mustErase) await eraseKey(first, check.rows)
    // A key of ours without a PIN was wiped elsewhere.
    else await retireFormers(desk, check.rows)
    // Another person's factor is of no use to anybody; the same person's goes once the new one stands.
    if (!isRenewal(plan)) await deleteFormers(desk, procedure, check.rows)
    return await issueWithPin(plan, works)
  } catch (error) {
    for (const work of works) await settleIfPossible(work, error)
    if (isRenewal(plan)) await deleteRetired(plan)
    throw error
  }
}

async function issueWithPin(
  plan: IssuePlan,
  works: readonly [Work, ...Work[]],
): Promise<IssuedOutcome> {
  const [first] = works
  const issued: IssuedCredential[] = []
  const pin = await setFirstPin(first)
  try {
    if (!plan.check.mustErase) await proveBlank(first, pin)
    await configureKey(first, pin)
    for (const work of works) issued.push(await issueCredential(work, pin))
    await forceIfPossible(first, pin)
  } finally {
    pin.fill(0)
  }
  await finish(plan, works)
  return await outcomeOf(plan, issued)
}

async function finish(plan: IssuePlan, works: readonly Work[]): Promise<void> {
  const { desk, procedure, template, check, talk } = plan
  if (template.activation.when === 'at-once' && hasActivation(template)) {
    for (const { issuanceId } of works) {
      await activateRow(desk, procedure, await findRow(desk, issuanceId), talk.signal)
    }
  }
  if (isRenewal(plan)) {
    talk.show('revoke-former')
    await deleteFormers(desk, procedure, check.rows)
  }
  for (const work of works) await record(work, 'run-done')
}

/** What only would be welcome must not undo what is done. */
async function forceIfPossible(work: Work, pin: Uint8Array): Promise<void> {
  try {
    await forcePinChange(work, pin)
  } catch (error) {
    const isWelcomeOnly = work.template.forcePinChange === 'where-possible'
    if (!(isWelcomeOnly && error instanceof CtapStatusError)) throw error
    await work.desk.registry.issuances.update(work.issuanceId, { act: null })
  }
}

/** The same key for the same person again. */
const isRenewal = ({ procedure }: IssuePlan): boolean => procedure === 'reset-pin'

/** The key is wiped: what was on it is deleted whatever became of what was to take its place. */
async function deleteRetired({ desk, procedure, check }: IssuePlan): Promise<void> {
  const now = await Promise.all(check.rows.map(({ id }) => findRow(desk, id)))
  await deleteFormers(
    desk,
    procedure,
    now.filter(({ act }) => act === 'deleting'),
  )
}

async function outcomeOf(
  { desk, person, session }: IssuePlan,
  [first, ...others]: readonly IssuedCredential[],
): Promise<IssuedOutcome> {
  if (!first) throw new RangeError('nothing was issued')
  const { hasSealedPin, state }: Issuance = await findRow(desk, first.issuanceId)
  return {
    kind: 'issued',
    ...first,
    person,
    key: session.key,
    provider: desk.provider.host,
    pinToHandOver: hasSealedPin,
    isWaiting: state === 'issued',
    others: others.map(({ issuanceId }) => issuanceId),
  }
}
