import type { IssuedOutcome, NewPersonName, StepName } from '../../shared/run.ts'
import type { Template } from '../../shared/template.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { issueOnKey } from '../steps/issue/issue-on-key.ts'
import { originsOf } from '../steps/issue/plan-issuance.ts'
import { checkKey } from '../steps/key/check-key.ts'
import { takeKey } from '../steps/key/take-key.ts'
import { findOrCreatePerson } from '../steps/provider/find-person.ts'

/** The rail of an issuance, in order. */
export const issueKeySteps: readonly StepName[] = Object.freeze([
  'find-person',
  'insert-key',
  'check-key',
  'enroll-factor',
  'erase-key',
  'set-pin',
  'configure-key',
  'create-credential',
  'register-credential',
  'prove-credential',
  'force-pin-change',
])

/** Who gets a key, and how. */
export interface IssueOrder {
  /** The provider's id or the exact login. */
  readonly person: string
  readonly newPerson: NewPersonName | undefined
  readonly template: Template
}

/** Person, key, check, factor, erase if not blank, PIN, touch, credential, registration, proof. */
export async function issueKey(
  where: AtDesk,
  { person: login, newPerson, template }: IssueOrder,
): Promise<IssuedOutcome> {
  const person = await findOrCreatePerson(where, login, template, newPerson)
  const at = await takeKey(where)
  try {
    const origins = originsOf(where.desk, template).length
    const check = await checkKey(at, template, origins)
    const procedure = 'issue-key'
    const plan = { ...at, procedure, person, template, check } as const
    return await issueOnKey({ ...plan, formerId: null, replaced: [] })
  } finally {
    await at.session.close()
  }
}
