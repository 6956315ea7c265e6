import type { IssuedOutcome, NewPersonName, StepName } from '../../shared/run.ts'
import type { Template } from '../../shared/template.ts'
import type { Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import { checkKey, holderOf } from '../steps/check-key.ts'
import { findOrCreatePerson } from '../steps/find-person.ts'
import { issueOnKey } from '../steps/issue-on-key.ts'
import { originsOf } from '../steps/plan-issuance.ts'
import { confirmErase } from '../steps/reset-key.ts'
import { takeKey } from '../steps/take-key.ts'

/** The rail of an issuance, in order. */
export const issueKeySteps: readonly StepName[] = Object.freeze([
  'find-person',
  'insert-key',
  'check-key',
  'erase-key',
  'set-pin',
  'configure-key',
  'enroll-factor',
  'create-credential',
  'register-credential',
  'prove-credential',
  'force-pin-change',
])

/** Who gets a key, how, and how long to wait for one in the slot. */
export interface IssueOrder {
  /** The provider's id or the exact login. */
  readonly person: string
  readonly newPerson: NewPersonName | undefined
  readonly template: Template
  /** 0 takes the key that is there now, Infinity waits. */
  readonly waitMs: number
}

/** Person, key, check, erase if not blank, PIN, factor, touch, credential, registration, proof. */
export async function issueKey(
  desk: Desk,
  talk: Conversation,
  { person: login, newPerson, template, waitMs }: IssueOrder,
): Promise<IssuedOutcome> {
  const person = await findOrCreatePerson(desk, talk, login, template, newPerson)
  const session = await takeKey(desk, talk, waitMs)
  try {
    const origins = originsOf(desk, template).length
    const check = await checkKey(desk, talk, session, template, origins)
    if (check.mustErase) await confirmErase(talk, session, holderOf(check.rows))
    else talk.skip('erase-key')
    const procedure = 'issue-key'
    const plan = { desk, talk, session, waitMs, procedure, person, template, check } as const
    return await issueOnKey({ ...plan, formerId: null })
  } finally {
    await session.close()
  }
}
