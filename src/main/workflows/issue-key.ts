import { randomUUID } from 'node:crypto'
import type { Person, Template } from '../../shared/records.ts'
import type { Outcome, StepName } from '../../shared/run.ts'
import type { Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import { checkKey } from '../steps/check-key.ts'
import { confirmErase, eraseKey } from '../steps/erase-key.ts'
import { findPerson } from '../steps/find-person.ts'
import { issueCredential } from '../steps/issue-credential.ts'
import { setFirstPin } from '../steps/set-pin.ts'
import { settleIfPossible } from '../steps/settle.ts'
import { takeKey } from '../steps/take-key.ts'
import { record, type Work } from '../work.ts'

/** The rail of an issuance, in order. */
export const issueKeySteps: readonly StepName[] = Object.freeze([
  'find-person',
  'insert-key',
  'check-key',
  'erase-key',
  'set-pin',
  'enroll-factor',
  'create-credential',
  'register-credential',
  'prove-credential',
])

/** Who gets a key, how, and how long to wait for one in the slot. */
export interface IssueOrder {
  /** The provider's id or the exact login. */
  readonly person: string
  readonly template: Template
  /** 0 takes the key that is there now, Infinity waits. */
  readonly waitMs: number
}

/** Person, key, check, erase if not blank, PIN, factor, touch, credential, registration, proof. */
export async function issueKey(
  desk: Desk,
  talk: Conversation,
  order: IssueOrder,
): Promise<Outcome> {
  const person = await findPerson(desk, talk, order.person)
  const session = await takeKey(desk, talk, order.waitMs)
  try {
    const check = await checkKey(desk, talk, session, order.template)
    if (check.isBlank) talk.skip('erase-key')
    else await confirmErase(talk, session, check.holder)
    const work = await plan(desk, talk, session, person, order)
    return await issueTo(work, check.isBlank)
  } finally {
    await session.close()
  }
}

/** From the first write on, everything stands in the registry before it is tried. */
async function issueTo(work: Work, isBlank: boolean): Promise<Outcome> {
  try {
    await record(work, 'run-started')
    if (!isBlank) await eraseKey(work)
    const pin = await setFirstPin(work)
    try {
      return await issueCredential(work, pin)
    } finally {
      pin.fill(0)
    }
  } catch (error) {
    await settleIfPossible(work, error)
    throw error
  }
}

async function plan(
  desk: Desk,
  talk: Conversation,
  session: KeySession,
  person: Person,
  { template, waitMs }: IssueOrder,
): Promise<Work> {
  const issuanceId = randomUUID()
  const procedure = 'issue-key'
  const { issuances } = desk.registry
  const provider = desk.provider.host
  await issuances.create({ id: issuanceId, procedure, person, provider, template })
  await issuances.update(issuanceId, { key: session.key, keyIdentity: session.identity })
  const work = { desk, talk, session, issuanceId, procedure, person, template, waitMs }
  return { ...work, factorId: null, credentialId: null }
}
