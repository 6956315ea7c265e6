import type { Outcome, StepName } from '../../shared/run.ts'
import type { AtDesk, AtKey } from '../desk/at-key.ts'
import { issueOnKey } from '../steps/issue/issue-on-key.ts'
import { originsOf } from '../steps/issue/plan-issuance.ts'
import { checkKey } from '../steps/key/check-key.ts'
import { findOnKey } from '../steps/key/find-on-key.ts'
import { recogniseToReset, type Resettable } from '../steps/key/recognise-to-reset.ts'
import { takeKey } from '../steps/key/take-key.ts'
import { changeToOwnPin } from '../steps/pin/change-pin.ts'
import { findPerson } from '../steps/provider/find-person.ts'
import { findRow, personOf } from '../steps/settling/find-issuance.ts'

/** The rail while the holder knows the PIN, in order. */
export const knownPinSteps: readonly StepName[] = Object.freeze([
  'insert-key',
  'check-key',
  'set-pin',
  'activate',
])

/** The rail where the PIN is forgotten or blocked, in order. */
export const forgottenPinSteps: readonly StepName[] = Object.freeze([
  'insert-key',
  'find-person',
  'check-key',
  'enroll-factor',
  'erase-key',
  'set-pin',
  'configure-key',
  'create-credential',
  'register-credential',
  'prove-credential',
  'force-pin-change',
  'revoke-former',
])

/** Whether the holder still knows the PIN. */
export interface ResetPinOrder {
  readonly pin: 'known' | 'forgotten'
}

/**
 * Gives the holder of the key in the slot another PIN. A PIN that is known is changed. FIDO2 has no way
 * to unblock one: the key is erased and issued again to the same person, as one transaction.
 */
export async function resetPin(where: AtDesk, { pin }: ResetPinOrder): Promise<Outcome> {
  const at = await takeKey(where)
  try {
    if (pin === 'known') return await changeKnown(at)
    const key = await recogniseToReset(at)
    at.talk.know({ person: personOf(key.former) })
    return await issueAgain(at, key)
  } finally {
    await at.session.close()
  }
}

async function changeKnown(at: AtKey): Promise<Outcome> {
  const { desk, talk, session } = at
  const found = await findOnKey(desk, session, talk.signal)
  const [known] = found.rows
  if (known) talk.know({ person: personOf(known) })
  talk.show('check-key')
  const [first] = await changeToOwnPin({ ...at, procedure: 'reset-pin', ...found })
  const issuance = first ? await findRow(desk, first.id) : null
  return { kind: 'changed', change: 'pin-changed', issuance, key: session.key }
}

async function issueAgain(at: AtKey, { former, found }: Resettable): Promise<Outcome> {
  const { desk } = at
  const person = await findPerson(at, former.personId)
  // The key is erased whatever the template says of keys that are not blank: that is the point of it.
  const template = { ...former.template, erase: 'always' } as const
  const credentials = originsOf(desk, template).length
  const check = await checkKey(at, template, credentials, found)
  const plan = { ...at, procedure: 'reset-pin', person, check } as const
  const { id: formerId, template: asBefore } = former
  return await issueOnKey({ ...plan, template: asBefore, formerId, replaced: [] })
}
