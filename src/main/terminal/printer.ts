import type { SimulatedFactor } from '../../shared/contract.ts'
import type { Failure, FailureCause } from '../../shared/failure.ts'
import type { Issuance } from '../../shared/records.ts'
import type {
  Activity,
  ChangedOutcome,
  IssuedOutcome,
  KeyReport,
  RunRemark,
  RunSnapshot,
} from '../../shared/run.ts'
import { plainJson } from '../../shared/plain-text.ts'
import { english } from '../../shared/text/en/english.ts'
import type { TerminalIo } from './io.ts'
import {
  activityLine,
  changedLines,
  failureLines,
  issuanceLine,
  issuedLines,
  reportLines,
  stateSentence,
  type PinPlace,
} from './words.ts'

/** What the process ends with. */
export const exitCodes = Object.freeze({ done: 0, failed: 1, usage: 2, cancelled: 130 })

/** Prints what happens: lines for a person, or one JSON object per line for a script. */
export class Printer {
  readonly #io: TerminalIo
  readonly #json: boolean

  constructor(io: TerminalIo, json: boolean) {
    this.#io = io
    this.#json = json
  }

  /** Something a person should know that is not part of the result. */
  note(line: string): void {
    this.#io.tell(line)
  }

  /** One result: an object for a script, its lines for a person. */
  result(type: string, value: object, lines: readonly string[]): void {
    if (this.#json) this.#io.print(plainJson({ type, ...value }))
    else for (const line of lines) this.#io.print(line)
  }

  activity(activity: Activity): void {
    this.result('activity', activity, [activityLine(activity)])
  }

  pinRefused(cause: FailureCause): void {
    for (const line of failureLines(cause, null)) this.note(line)
  }

  simulatedFactor(factor: SimulatedFactor): void {
    this.result('simulated-factor', factor, [
      `The double of Okta holds factor ${factor.id}: ${factor.status}.`,
    ])
  }

  issued(outcome: IssuedOutcome, pin: PinPlace): void {
    const { kind: _, person, ...rest } = outcome
    const user = { id: person.id, login: person.login }
    const pinFile = pin.kind === 'file' ? pin.file : null
    this.result('outcome', { user, ...rest, pinFile }, issuedLines(outcome, pin))
  }

  changed(outcome: ChangedOutcome): void {
    const { change, issuance, key } = outcome
    const told = issuance && briefOf(issuance)
    this.result('changed', { change, issuance: told, key }, changedLines(outcome))
  }

  report(report: KeyReport): void {
    const { issuances, possible, history, ...rest } = report
    const told = {
      issuances: issuances.map(briefOf),
      possible: possible.map(briefOf),
      history: history.map(briefOf),
    }
    this.result('report', { ...rest, ...told }, reportLines(report))
  }

  remark(remark: RunRemark): void {
    this.result('remark', { remark }, [english.runRemarks[remark].detail])
  }

  issuance(issuance: Issuance): void {
    this.result('issuance', briefOf(issuance), [issuanceLine(issuance)])
  }

  failed({ step, failure }: { step: string | null; failure: Failure }): number {
    const { cause, keyState, act, requestId } = failure
    this.result('failure', { ...cause, step, keyState, act, requestId }, [
      ...failureLines(cause, keyState),
      `Code: ${cause.code}${requestId === null ? '' : `, Okta request ${requestId}`}`,
    ])
    return exitCodes.failed
  }

  refused(cause: FailureCause): number {
    this.result('failure', cause, [...failureLines(cause, null), `Code: ${cause.code}`])
    return exitCodes.failed
  }

  cancelled({ activity }: RunSnapshot): number {
    const keyState = activity.kind === 'cancelled' ? activity.keyState : 'unknown'
    this.result('cancelled', { keyState }, [`Cancelled. ${stateSentence(keyState)}`])
    return exitCodes.cancelled
  }
}

/** A script needs the template's name, not all that it says. */
function briefOf({ template, ...rest }: Issuance) {
  return { ...rest, template: template.id, templateVersion: template.version }
}
