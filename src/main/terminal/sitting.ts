import type { FailureCause } from '../../shared/failure.ts'
import { isEnd, type Activity, type Order, type RunSnapshot } from '../../shared/run.ts'
import { requestFrom, type Station } from '../station/station.ts'
import { answerTo } from './answers.ts'
import type { TerminalOptions } from './options.ts'
import type { TerminalIo } from './printing/io.ts'
import type { Printer } from './printing/printer.ts'
import { Unanswerable } from './unanswerable.ts'

/** Where a procedure is run: a station, and a person or a script at its terminal. */
export interface Seat {
  readonly station: Station
  readonly options: TerminalOptions
  readonly io: TerminalIo
  readonly printer: Printer
}

/** One run at a terminal, and the question nobody could answer. */
interface Sitting extends Seat {
  /** Aborted once the run has ended: what it still asks, nobody needs to answer. */
  readonly over: AbortController
  unanswered: FailureCause | null
  /** Ctrl+C came while the run could not be stopped, or before it began. */
  wantsStop: boolean
}

/** How a run ended: its last snapshot, or why it never began. */
export type Sat =
  | { readonly started: false; readonly cause: FailureCause }
  | { readonly started: true; readonly run: RunSnapshot; readonly unanswered: FailureCause | null }

/** Runs one procedure to its end: prints each activity once and answers its questions. */
export async function sitThrough(seat: Seat, order: Order): Promise<Sat> {
  const over = new AbortController()
  const io = askingUntil(seat.io, over.signal)
  const sitting: Sitting = { ...seat, io, over, unanswered: null, wantsStop: false }
  seat.io.onInterrupt(() => void stop(sitting))
  const end = followRun(sitting)
  const input = { ...order, waitForKeyMs: seat.options.waitMs }
  const started = await requestFrom(seat.station, 'runs.start', input)
  if (!started.ok) return { started: false, cause: started.cause }
  return { started: true, run: await end, unanswered: sitting.unanswered }
}

/** A question at the keyboard ends with its run, as when the key it is about was pulled. */
function askingUntil(io: TerminalIo, over: AbortSignal): TerminalIo {
  const { ask, askHidden } = io
  return {
    ...io,
    ask: ask && ((prompt) => ask(prompt, over)),
    askHidden: askHidden && ((prompt) => askHidden(prompt, over)),
  }
}

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
        sitting.over.abort()
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
  if (!sitting.wantsStop) printer.note(printer.texts.terminal.notes.cannotStop.detail)
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
    if (sitting.over.signal.aborted) return
    sitting.unanswered = error instanceof Unanswerable ? error.reason : null
    await stop(sitting)
  }
}
