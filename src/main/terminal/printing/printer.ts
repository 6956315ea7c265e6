import type { SimulatedFactor } from '../../../shared/contract.ts'
import type { Failure, FailureCause, FailureCode } from '../../../shared/failure.ts'
import { plainJson } from '../../../shared/plain-text.ts'
import type { Issuance } from '../../../shared/records.ts'
import type {
  Activity,
  ChangedOutcome,
  IssuedOutcome,
  KeyReport,
  RunRemark,
  RunSnapshot,
} from '../../../shared/run.ts'
import { fill } from '../../../shared/text/fill.ts'
import type { Texts } from '../language.ts'
import { codeLine, failureLines, stateSentence } from './failure-lines.ts'
import type { TerminalIo } from './io.ts'
import {
  activityLine,
  changedLines,
  issuanceLine,
  issuedLines,
  reportLines,
  type PinPlace,
} from './words.ts'

/** What the process ends with. */
export const exitCodes = Object.freeze({ done: 0, failed: 1, usage: 2, cancelled: 130 })

/** It is the command line that named the file, or gave what is of no use. */
const ofCommandLine: readonly FailureCode[] = ['file-not-read', 'input-invalid']

/** Prints what happens: lines for a person, or one JSON object per line for a script. */
export class Printer {
  readonly #io: TerminalIo
  readonly #json: boolean
  /** In the language of who reads it. */
  readonly texts: Texts

  constructor(io: TerminalIo, json: boolean, texts: Texts) {
    this.#io = io
    this.#json = json
    this.texts = texts
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
    this.result('activity', activity, [activityLine(this.texts, activity)])
  }

  pinRefused(cause: FailureCause): void {
    for (const line of failureLines(this.texts, cause, null)) this.note(line)
  }

  simulatedFactor(factor: SimulatedFactor): void {
    this.result('simulated-factor', factor, [
      fill(this.texts.terminal.notes.simulatedFactor.detail, factor),
    ])
  }

  issued(outcome: IssuedOutcome, pin: PinPlace): void {
    const { kind: _, person, ...rest } = outcome
    const user = { id: person.id, login: person.login }
    const pinFile = pin.kind === 'file' ? pin.file : null
    this.result('outcome', { user, ...rest, pinFile }, issuedLines(this.texts, outcome, pin))
  }

  changed(outcome: ChangedOutcome): void {
    const { change, issuance, key } = outcome
    const told = issuance && briefOf(issuance)
    this.result('changed', { change, issuance: told, key }, changedLines(this.texts, outcome))
  }

  report(report: KeyReport): void {
    const { issuances, possible, history, ...rest } = report
    const told = {
      issuances: issuances.map(briefOf),
      possible: possible.map(briefOf),
      history: history.map(briefOf),
    }
    this.result('report', { ...rest, ...told }, reportLines(this.texts, report))
  }

  remark(remark: RunRemark): void {
    this.result('remark', { remark }, [this.texts.words.runRemarks[remark].detail])
  }

  issuance(issuance: Issuance): void {
    this.result('issuance', briefOf(issuance), [issuanceLine(this.texts, issuance)])
  }

  failed({ step, failure }: { step: string | null; failure: Failure }): number {
    const { cause, keyState, act, requestId } = failure
    this.result('failure', { ...cause, step, keyState, act, requestId }, [
      ...failureLines(this.texts, cause, keyState),
      codeLine(this.texts, cause),
      ...(requestId === null ? [] : [`${this.texts.words.failed.request.label}: ${requestId}`]),
    ])
    return exitCodes.failed
  }

  refused(cause: FailureCause): number {
    this.result('failure', cause, [
      ...failureLines(this.texts, cause, null),
      codeLine(this.texts, cause),
    ])
    return ofCommandLine.includes(cause.code) ? exitCodes.usage : exitCodes.failed
  }

  cancelled({ activity }: RunSnapshot): number {
    const keyState = activity.kind === 'cancelled' ? activity.keyState : 'unknown'
    this.result('cancelled', { keyState }, [
      `${this.texts.words.run.cancelled.title}. ${stateSentence(this.texts, keyState)}`,
    ])
    return exitCodes.cancelled
  }
}

/** A script needs the template's name, not all that it says. */
function briefOf({ template, ...rest }: Issuance) {
  return { ...rest, template: template.id, templateVersion: template.version }
}
