import type { Answer, Question, RunSnapshot } from '../../shared/run.ts'
import type { StationSnapshot } from '../../shared/contract.ts'
import type { Station } from '../station.ts'
import type { TerminalIo } from './io.ts'
import type { TerminalOptions } from './options.ts'
import { readPinFile, writePinFile } from './pin-files.ts'
import { exitCodes, type Printer } from './printer.ts'

/** Runs one issuance to its end and returns the exit status. */
export async function issue(
  station: Station,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const over = followRun(station, options, io, printer)
  const templateId = options.template ?? (options.pinFile ? 'walk-in' : 'hand-over')
  const input = {
    procedure: 'issue-key',
    personId: options.person,
    templateId,
    waitForKeyMs: options.waitMs,
  }
  const started = await station.request('runs.start', input)
  if (!started.ok) return printer.refused(started.cause)
  const end = await over
  return await report(station, options, printer, end)
}

/** Prints each activity once, answers the questions, and resolves with the run's last snapshot. */
function followRun(
  station: Station,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<RunSnapshot> {
  return new Promise((resolve) => {
    let last: RunSnapshot['activity'] | null = null
    const stop = station.onSnapshot(({ runs: [run] }: StationSnapshot) => {
      if (!run || run.activity === last) return
      last = run.activity
      if (['done', 'failed', 'cancelled'].includes(last.kind)) {
        stop()
        return resolve(run)
      }
      printer.activity(last)
      if (last.kind === 'ask') void answer(station, run, options, io, printer)
    })
    io.signal.addEventListener('abort', () => void cancel(station))
  })
}

async function cancel(station: Station): Promise<void> {
  const [run] = station.snapshot().runs
  if (run) await station.request('runs.cancel', { runId: run.id })
}

async function answer(
  station: Station,
  run: RunSnapshot,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<void> {
  if (run.activity.kind !== 'ask') return
  const { question, questionId } = run.activity
  const given = await answerTo(question, options, io, printer).catch(() => null)
  if (given === null) return await cancel(station)
  await station.request('runs.answer', { runId: run.id, questionId, answer: given })
}

/** Null when nobody is there to answer. */
async function answerTo(
  question: Question,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<Answer | null> {
  switch (question.kind) {
    case 'confirm-erase': {
      if (options.erase) return { kind: 'confirm-erase', erase: true }
      if (!io.ask) return null
      const word = await io.ask('The key is not blank. Type "erase" to erase everything on it: ')
      return { kind: 'confirm-erase', erase: word.trim() === 'erase' }
    }
    case 'choose-pin': {
      if (question.refused) printer.pinRefused(question.refused)
      if (options.pinFile) {
        return question.refused
          ? null
          : { kind: 'choose-pin', pin: await readPinFile(options.pinFile) }
      }
      const pin = await askPinTwice(io, printer)
      return pin && { kind: 'choose-pin', pin }
    }
  }
}

async function askPinTwice(io: TerminalIo, printer: Printer): Promise<Uint8Array | null> {
  if (!io.askHidden) return null
  for (;;) {
    const pin = await io.askHidden('New PIN: ')
    const again = await io.askHidden('New PIN once more: ')
    const isSame = Buffer.from(pin).equals(again)
    again.fill(0)
    if (isSame) return pin
    pin.fill(0)
    printer.note('The two are not the same.')
  }
}

async function report(
  station: Station,
  options: TerminalOptions,
  printer: Printer,
  run: RunSnapshot,
): Promise<number> {
  const { activity } = run
  if (activity.kind === 'failed') return printer.failed(activity)
  if (activity.kind !== 'done') return printer.cancelled(run)
  const { outcome } = activity
  if (options.pinOut) await handOver(station, outcome.issuanceId, options.pinOut)
  const record = station
    .snapshot()
    .simulator?.factors.find((factor) => factor.id === outcome.factorId)
  if (record) printer.simulatedFactor(record)
  printer.outcome(outcome, options.pinOut)
  return exitCodes.done
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
