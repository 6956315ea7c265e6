import type { FailureCause } from '../../shared/failure.ts'
import type { Activity, RunSnapshot } from '../../shared/run.ts'
import type { Station } from '../station.ts'
import { answerTo, Unanswerable } from './answers.ts'
import type { TerminalIo } from './io.ts'
import type { TerminalOptions } from './options.ts'
import { writePinFile } from './pin-files.ts'
import { exitCodes, type Printer } from './printer.ts'

/** One issuance at a terminal: what it works with, and the question nobody could answer. */
interface Sitting {
  readonly station: Station
  readonly options: TerminalOptions
  readonly io: TerminalIo
  readonly printer: Printer
  unanswered: FailureCause | null
}

/** Runs one issuance to its end and returns the exit status. */
export async function issue(
  station: Station,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const sitting: Sitting = { station, options, io, printer, unanswered: null }
  const over = followRun(sitting)
  const templateId = options.template ?? (options.pinFile ? 'walk-in' : 'hand-over')
  const input = {
    procedure: 'issue-key',
    personId: options.person,
    templateId,
    waitForKeyMs: options.waitMs,
  }
  const started = await station.request('runs.start', input)
  if (!started.ok) return printer.refused(started.cause)
  return await report(sitting, await over)
}

/** Prints each activity once, answers the questions, and resolves with the run's last snapshot. */
function followRun(sitting: Sitting): Promise<RunSnapshot> {
  const { station, io, printer } = sitting
  return new Promise((resolve) => {
    let last: Activity | null = null
    const stop = station.onSnapshot(({ runs: [run] }) => {
      if (!run || run.activity === last) return
      last = run.activity
      if (isEnd(last)) {
        stop()
        return resolve(run)
      }
      printer.activity(last)
      if (last.kind === 'ask') void answer(sitting, run)
    })
    io.signal.addEventListener('abort', () => void cancel(station))
  })
}

const isEnd = ({ kind }: Activity): boolean => ['done', 'failed', 'cancelled'].includes(kind)

async function cancel(station: Station): Promise<void> {
  const [run] = station.snapshot().runs
  if (run) await station.request('runs.cancel', { runId: run.id })
}

async function answer(sitting: Sitting, { id, activity }: RunSnapshot): Promise<void> {
  if (activity.kind !== 'ask') return
  const { station, options, io, printer } = sitting
  const { question, questionId } = activity
  try {
    const given = await answerTo(question, options, io, printer)
    await station.request('runs.answer', { runId: id, questionId, answer: given })
  } catch (error) {
    if (error instanceof Unanswerable) sitting.unanswered = error.reason
    await cancel(station)
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
  if (options.pinOut) await handOver(station, outcome.issuanceId, options.pinOut)
  const record = station
    .snapshot()
    .simulator?.factors.find((factor) => factor.id === outcome.factorId)
  if (record) printer.simulatedFactor(record)
  printer.outcome(outcome, options.pinOut)
  return exitCodes.done
}

/** A run that ended because nobody was there to answer has failed for that reason. */
function asFailure({ activity, steps }: RunSnapshot, cause: FailureCause) {
  const keyState = activity.kind === 'cancelled' ? activity.keyState : 'unknown'
  const step = steps.find(({ state }) => state === 'failed')?.name ?? null
  return { step, failure: { cause, keyState, act: null, requestId: null } }
}

/** The PIN is purged from the registry only after the file is on the disk. */
async function handOver(station: Station, issuanceId: string, file: string): Promise<void> {
  const revealed = await station.request('pins.reveal', { issuanceId })
  if (!revealed.ok) return
  const { pin } = revealed.value as { pin: Uint8Array }
  try {
    await writePinFile(file, pin)
  } finally {
    pin.fill(0)
  }
  await station.request('pins.hand-over', { issuanceId })
}
