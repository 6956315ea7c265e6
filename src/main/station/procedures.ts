import type { Order, Outcome, StepName } from '../../shared/run.ts'
import type { Template } from '../../shared/template.ts'
import type { Conversation } from '../desk/conversation.ts'
import type { Desk } from '../desk/desk.ts'
import { ProcedureError } from '../procedure-error.ts'
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

/** A procedure that was ordered: its rail, and its work once it has somebody to talk to. */
export interface BoundProcedure {
  readonly steps: readonly StepName[]
  readonly work: (talk: Conversation) => Promise<Outcome>
}

/** What an order asks for. Throws ProcedureError `input-invalid` for a template that is not there. */
export async function procedureFor(
  desk: Desk,
  order: Order,
  waitMs: number,
): Promise<BoundProcedure> {
  if (order.procedure === 'issue-key') {
    const { personId: person, newPerson } = order
    const template = await findTemplate(desk, order.templateId)
    const issue = { person, newPerson, template, waitMs }
    return { steps: issueKeySteps, work: (talk) => issueKey(desk, talk, issue) }
  }
  if (order.procedure === 'replace-key') {
    const { issuanceId, templateId: id } = order
    const template = id === undefined ? null : await findTemplate(desk, id)
    const replace = { issuanceId, template, waitMs }
    return { steps: replaceKeySteps, work: (talk) => replaceKey(desk, talk, replace) }
  }
  return orderedProcedure(desk, order, waitMs)
}

type PlainOrder = Exclude<Order, { readonly procedure: 'issue-key' | 'replace-key' }>

function orderedProcedure(desk: Desk, order: PlainOrder, waitMs: number): BoundProcedure {
  const timed = { ...order, waitMs }
  switch (timed.procedure) {
    case 'set-pin':
      return { steps: setPinSteps, work: (talk) => setPin(desk, talk, timed) }
    case 'reset-pin': {
      const steps = timed.pin === 'known' ? knownPinSteps : forgottenPinSteps
      return { steps, work: (talk) => resetPin(desk, talk, timed) }
    }
    case 'whose-key': {
      const look = { waitMs, readCredentials: timed.readCredentials ?? false }
      return { steps: whoseKeySteps, work: (talk) => whoseKey(desk, talk, look) }
    }
    case 'erase-key':
      return { steps: eraseKeySteps, work: (talk) => eraseKey(desk, talk, timed) }
    case 'activate':
      return { steps: activateSteps, work: (talk) => activate(desk, talk, timed) }
    case 'inactivate':
      return { steps: inactivateSteps, work: (talk) => inactivate(desk, talk, timed) }
    case 'reactivate':
      return { steps: reactivateSteps, work: (talk) => reactivate(desk, talk, timed) }
    case 'revoke':
      return { steps: revokeSteps, work: (talk) => revoke(desk, talk, timed) }
    case 'finish-unfinished': {
      const finish = { ...timed, withoutKey: timed.withoutKey ?? false }
      return { steps: finishSteps, work: (talk) => finishUnfinished(desk, talk, finish) }
    }
  }
}

async function findTemplate({ registry }: Desk, id: string): Promise<Template> {
  const offered = await registry.templates.list()
  const template = offered.find((one) => one.id === id)
  if (template) return template
  throw new ProcedureError({ code: 'input-invalid', paths: ['templateId'] })
}
