import type { IssuedOutcome, StepName } from '../../shared/run.ts'
import type { Template } from '../../shared/template.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { ProcedureError } from '../procedure-error.ts'
import { issueOnKey } from '../steps/issue/issue-on-key.ts'
import { originsOf } from '../steps/issue/plan-issuance.ts'
import { checkKey } from '../steps/key/check-key.ts'
import { takeKey } from '../steps/key/take-key.ts'
import { confirmChange } from '../steps/provider/confirm-change.ts'
import { findPerson } from '../steps/provider/find-person.ts'
import { findBundle } from '../steps/settling/find-issuance.ts'

/** The rail of a replacement, in order. */
export const replaceKeySteps: readonly StepName[] = Object.freeze([
  'find-issuance',
  'find-person',
  'insert-key',
  'check-key',
  'enroll-factor',
  'revoke-former',
  'erase-key',
  'set-pin',
  'configure-key',
  'create-credential',
  'register-credential',
  'prove-credential',
  'force-pin-change',
])

/** Which issuance's key is lost or broken, and how the new one is issued. */
export interface ReplaceOrder {
  readonly issuanceId: string
  /** Null: as the lost one was. */
  readonly template: Template | null
}

/**
 * Another key for the same person. The old one is revoked once the new one is found fit and the
 * provider agreed to it, and before anything is written to it: a lost key must not wait for the rest.
 */
export async function replaceKey(
  where: AtDesk,
  { issuanceId, template: chosen }: ReplaceOrder,
): Promise<IssuedOutcome> {
  const { desk, talk } = where
  const rows = await findBundle(where, issuanceId, ['issued', 'active', 'inactive'])
  const [former] = rows
  const template = chosen ?? former.template
  const person = await findPerson(where, former.personId)
  await confirmChange(talk, 'replace', former, null)
  const at = await takeKey(where)
  try {
    const check = await checkKey(at, template, originsOf(desk, template).length)
    if (check.rows.some(({ bundleId }) => bundleId === former.bundleId)) {
      throw new ProcedureError({ code: 'key-being-replaced' })
    }
    const procedure = 'replace-key'
    const plan = { ...at, procedure, person, template, check } as const
    return await issueOnKey({ ...plan, formerId: former.id, replaced: rows })
  } finally {
    await at.session.close()
  }
}
