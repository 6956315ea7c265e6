import type { Issuance } from '../../../shared/records.ts'
import type { IssuedOutcome } from '../../../shared/run.ts'
import { record, type Work } from '../../desk/work.ts'
import { issueCredential, type IssuedCredential } from '../credential/issue-credential.ts'
import { activateRow, hasActivation } from '../provider/activate-row.ts'
import { renewStale, type Begun } from '../provider/enroll-factor.ts'
import { findRow } from '../settling/find-issuance.ts'
import { deleteFormers, isAnyRevoked } from '../settling/former-issuances.ts'
import { settleIfPossible } from '../settling/settle.ts'
import { withClaims } from '../settling/with-claims.ts'
import { peopleOf } from './ask-people.ts'
import { askProvider } from './ask-provider.ts'
import { revokeReplaced } from './make-way.ts'
import { isRenewal, planRows, type IssuePlan } from './plan-issuance.ts'
import { withPreparedKey } from './prepare-key.ts'

/**
 * From a checked key to registered and proven credentials, one for each origin, with one PIN. The
 * provider and the people agree first; from the first write on, everything stands in the registry
 * before it is tried.
 */
export async function issueOnKey(plan: IssuePlan): Promise<IssuedOutcome> {
  if (!plan.check.mustErase) plan.talk.skip('erase-key')
  return await withClaims(plan.desk, [...plan.check.rows, ...plan.replaced], async () => {
    const works = await planRows(plan)
    const rows = works.map(({ issuanceId: id }) => ({ id }))
    return await withClaims(plan.desk, rows, () => issueRows(plan, works))
  })
}

async function issueRows(
  plan: IssuePlan,
  works: readonly [Work, ...Work[]],
): Promise<IssuedOutcome> {
  const { desk, talk, check, procedure, replaced } = plan
  const [first] = works
  const people = peopleOf(plan, first)
  try {
    await record(first, 'run-started')
    const agreed = await askProvider(plan, works, () => people.ask())
    const typed = await people.ask()
    const begun = await renewStale(agreed, check.mustErase)
    await revokeReplaced(plan)
    const issued = await withPreparedKey(plan, first, { begun, typed }, issueAll)
    await finish(plan, works)
    return await outcomeOf(plan, issued)
  } catch (error) {
    for (const work of works) await settleIfPossible(work, error)
    // The key is erased: what was on it goes whatever became of what was to take its place.
    await deleteFormers(desk, procedure, check.rows)
    if (await isAnyRevoked(desk, [...check.rows, ...replaced])) talk.remark('former-revoked')
    throw error
  } finally {
    people.forget()
  }
}

async function issueAll(
  begun: readonly Begun[],
  pin: Uint8Array,
): Promise<readonly IssuedCredential[]> {
  const issued: IssuedCredential[] = []
  for (const each of begun) issued.push(await issueCredential(each, pin))
  return issued
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
