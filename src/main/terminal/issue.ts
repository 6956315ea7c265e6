import type { FailureCause } from '../../shared/failure.ts'
import { isEnd, type Activity, type RunSnapshot } from '../../shared/run.ts'
import { causeOf } from '../failure-of.ts'
import { requestFrom, type Station } from '../station.ts'
import { answerTo, Unanswerable } from './answers.ts'
import { writeSealedPin } from './hand-over.ts'
import type { TerminalIo } from './io.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'
import type { PinPlace } from './words.ts'

/** One issuance at a terminal: what it works with, and the question nobody could answer. */
interface Sitting {
  readonly station: Station
  readonly options: TerminalOptions
  readonly io: TerminalIo
  readonly printer: Printer
  unanswered: FailureCause | null
  /** Ctrl+C came while the run could not be stopped, or before it began. */
  wantsStop: boolean
}

/** Runs one issuance to its end and returns the exit status. */
export async function issue(
  station: Station,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const sitting: Sitting = { station, options, io, printer, unanswered: null, wantsStop: false }
  io.onInterrupt(() => void stop(sitting))
  const over = followRun(sitting)
  const templateId = options.template ?? (options.pinFile ? 'walk-in' : 'hand-over')
  const input = {
    procedure: 'issue-key' as const,
    personId: options.person ?? '',
    templateId,
    waitForKeyMs: options.waitMs,
  }
  const started = await requestFrom(station, 'runs.start', input)
  if (!started.ok) return printer.refused(started.cause)
  return await report(sitting, await over)
}

/** Prints each activity once, answers the questions, and resolves with the run's last snapshot. */
function followRun(sitting: Sitting): Promise<RunSnapshot> {
  const { station, printer } = sitting
  return new Promise((resolve) => {
    let last: Activity | null = null
    const unfollow = station.onSnapshot(({ runs: [run] }) => {
      if (run?.cancellable && sitting.wantsStop) void stop(sitting)
      if (!run || run.activity === last) return
      last = run.activity
      if (isEnd(last)) {
        unfollow()
        return resolve(run)
      }
      printer.activity(last)
      if (last.kind === 'ask') void answer(sitting, run)
    })
  })
}

/** Ctrl+C: stops where stopping is safe; where it is not, says so and stops as soon as it is. */
async function stop(sitting: Sitting): Promise<void> {
  const { station, printer } = sitting
  const [run] = station.snapshot().runs
  if (run?.cancellable) {
    sitting.wantsStop = false
    await requestFrom(station, 'runs.cancel', { runId: run.id })
    return
  }
  if (!sitting.wantsStop)
    printer.note('This cannot be stopped just now. It stops as soon as it can.')
  sitting.wantsStop = true
}

async function answer(sitting: Sitting, { id, activity }: RunSnapshot): Promise<void> {
  if (activity.kind !== 'ask') return
  const { station, options, io, printer } = sitting
  const { question, questionId } = activity
  try {
    const given = await answerTo(question, options, io, printer)
    const reply = await requestFrom(station, 'runs.answer', {
      runId: id,
      questionId,
      answer: given,
    })
    if (!reply.ok) throw new Unanswerable(reply.cause)
  } catch (error) {
    sitting.unanswered = error instanceof Unanswerable ? error.reason : null
    await stop(sitting)
  }
}

async function report(sitting: Sitting, run: RunSnapshot): Promise<number> {
  const { station, options, printer, unanswered } = sitting
  const { activity } = run
  if (activity.kind === 'failed') return printer.failed(activity)
  if (activity.kind !== 'done') {
    return unanswered ? printer.failed(asFailure(run, unanswered)) : printer.cancelled(run)
  }
  const { outcome } = activity
  const lost = options.pinOut
    ? await tryWritePin(station, outcome.issuanceId, options.pinOut)
    : null
  const record = station
    .snapshot()
    .simulator?.factors.find((factor) => factor.id === outcome.factorId)
  if (record) printer.simulatedFactor(record)
  printer.outcome(outcome, placeOfPin(options, lost !== null))
  return lost ? printer.refused(lost) : exitCodes.done
}

function placeOfPin(options: TerminalOptions, isLost: boolean): PinPlace {
  const isDemo = options.demo || options.demoOkta
  if (options.pinOut && !isLost) return { kind: 'file', file: options.pinOut }
  return isDemo && options.dataDirectory === null ? { kind: 'gone' } : { kind: 'sealed' }
}

/** The key is issued whatever becomes of the file: a PIN that was not written is still sealed. */
async function tryWritePin(
  station: Station,
  issuanceId: string,
  file: string,
): Promise<FailureCause | null> {
  try {
    await writeSealedPin(station, issuanceId, file)
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
