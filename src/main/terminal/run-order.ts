import type { FailureCause } from '../../shared/failure.ts'
import type { IssuedOutcome, Order, Outcome, RunSnapshot } from '../../shared/run.ts'
import { causeOf } from '../desk/failure-of.ts'
import { writeSealedPin } from './hand-over.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes } from './printing/printer.ts'
import { templateLines, type PinPlace } from './printing/words.ts'
import { sitThrough, type Seat } from './sitting.ts'

/** Runs one procedure to its end and returns the exit status. */
export async function runOrder(seat: Seat, order: Order): Promise<number> {
  const { printer } = seat
  tellTemplate(seat, order)
  const sat = await sitThrough(seat, order)
  if (!sat.started) return printer.refused(sat.cause)
  const { run, unanswered } = sat
  const { activity } = run
  for (const remark of run.remarks) printer.remark(remark)
  if (activity.kind === 'done') return await printOutcome(seat, activity.outcome)
  if (activity.kind === 'failed') return printer.failed(activity)
  return unanswered ? printer.failed(asFailure(run, unanswered)) : printer.cancelled(run)
}

/** How the key will be issued, before it is. */
function tellTemplate({ station, printer }: Seat, order: Order): void {
  if (order.procedure !== 'issue-key') return
  const template = station.snapshot().templates.find(({ id }) => id === order.templateId)
  if (!template) return
  for (const line of templateLines(printer.texts, template)) printer.note(line)
}

async function printOutcome(seat: Seat, outcome: Outcome): Promise<number> {
  const { printer } = seat
  if (outcome.kind === 'issued') return await printIssued(seat, outcome)
  if (outcome.kind === 'changed') printer.changed(outcome)
  else printer.report(outcome.report)
  return exitCodes.done
}

/** A PIN is handed over only after its file is on the disk; one that was not written stays sealed. */
async function printIssued(seat: Seat, outcome: IssuedOutcome): Promise<number> {
  const { station, options, printer } = seat
  const isWanted = outcome.pinToHandOver && options.pinOut !== null
  const lost = isWanted ? await tryWritePin(seat, outcome.issuanceId, options.pinOut) : null
  const record = station
    .snapshot()
    .simulator?.factors.find((factor) => factor.id === outcome.factorId)
  if (record) printer.simulatedFactor(record)
  printer.issued(outcome, placeOfPin(options, lost !== null))
  return lost ? printer.refused(lost) : exitCodes.done
}

function placeOfPin(options: TerminalOptions, isLost: boolean): PinPlace {
  const isDemo = options.demo || options.demoOkta
  if (options.pinOut && !isLost) return { kind: 'file', file: options.pinOut }
  return isDemo && options.dataDirectory === null ? { kind: 'gone' } : { kind: 'sealed' }
}

async function tryWritePin(
  { station }: Seat,
  issuanceId: string,
  file: string | null,
): Promise<FailureCause | null> {
  try {
    if (file !== null) await writeSealedPin(station, issuanceId, file)
    return null
  } catch (error) {
    return causeOf(error)
  }
}

/** A run that ended because nobody was there to answer has failed for that reason. */
function asFailure({ activity, steps }: RunSnapshot, cause: FailureCause) {
  const keyState = activity.kind === 'cancelled' ? activity.keyState : 'unknown'
  const step = steps.find(({ state }) => state === 'failed')?.name ?? null
  return { step, failure: { cause, keyState, act: null, requestId: null } }
}
