import type { Order, Outcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import type { Desk } from '../desk/desk.ts'
import { findTemplate } from '../desk/find-template.ts'
import { activate, activateSteps } from '../workflows/activate.ts'
import { eraseKey, eraseKeySteps } from '../workflows/erase-key.ts'
import { finishSteps, finishUnfinished } from '../workflows/finish-unfinished.ts'
import { inactivate, inactivateSteps } from '../workflows/inactivate.ts'
import { issueKey, issueKeySteps } from '../workflows/issue-key.ts'
import { reactivate, reactivateSteps } from '../workflows/reactivate.ts'
import { replaceKey, replaceKeySteps } from '../workflows/replace-key.ts'
import { forgottenPinSteps, knownPinSteps, resetPin } from '../workflows/reset-pin.ts'
import { revoke, revokeSteps } from '../workflows/revoke.ts'
import { setPin, setPinSteps } from '../workflows/set-pin.ts'
import { whoseKey, whoseKeySteps } from '../workflows/whose-key.ts'

/** A procedure that was ordered: its rail, and its work once there is somebody to talk to. */
export interface BoundProcedure {
  readonly steps: readonly StepName[]
  readonly work: (at: AtDesk) => Promise<Outcome>
}

/** What an order asks for. Throws ProcedureError `input-invalid` for a template that is not there. */
export async function procedureFor(desk: Desk, order: Order): Promise<BoundProcedure> {
  if (order.procedure === 'issue-key') {
    const { personId: person, newPerson } = order
    const template = await findTemplate(desk, order.templateId)
    return {
      steps: issueKeySteps,
      work: (at) => issueKey(at, { person, newPerson, template }),
    }
  }
  if (order.procedure === 'replace-key') {
    const { issuanceId, templateId: id } = order
    const template = id === undefined ? null : await findTemplate(desk, id)
    return { steps: replaceKeySteps, work: (at) => replaceKey(at, { issuanceId, template }) }
  }
  return orderedProcedure(order)
}

type PlainOrder = Exclude<Order, { readonly procedure: 'issue-key' | 'replace-key' }>

function orderedProcedure(order: PlainOrder): BoundProcedure {
  switch (order.procedure) {
    case 'set-pin':
      return { steps: setPinSteps, work: setPin }
    case 'reset-pin': {
      const steps = order.pin === 'known' ? knownPinSteps : forgottenPinSteps
      return { steps, work: (at) => resetPin(at, order) }
    }
    case 'whose-key': {
      const { readCredentials = false } = order
      return { steps: whoseKeySteps, work: (at) => whoseKey(at, { readCredentials }) }
    }
    case 'erase-key':
      return { steps: eraseKeySteps, work: eraseKey }
    case 'activate':
      return { steps: activateSteps, work: (at) => activate(at, order) }
    case 'inactivate':
      return { steps: inactivateSteps, work: (at) => inactivate(at, order) }
    case 'reactivate':
      return { steps: reactivateSteps, work: (at) => reactivate(at, order) }
    case 'revoke':
      return { steps: revokeSteps, work: (at) => revoke(at, order) }
    case 'finish-unfinished': {
      const { issuanceId, withoutKey = false } = order
      return { steps: finishSteps, work: (at) => finishUnfinished(at, { issuanceId, withoutKey }) }
    }
  }
}
