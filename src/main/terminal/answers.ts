import type { FailureCause } from '../../shared/failure.ts'
import type { Answer, Question } from '../../shared/run.ts'
import { readPinFile } from './commands/pin-files.ts'
import { identify } from './identify.ts'
import type { TerminalOptions } from './options.ts'
import { askWord } from './printing/ask-word.ts'
import type { TerminalIo } from './printing/io.ts'
import type { Printer } from './printing/printer.ts'
import { confirmationLines, eraseLines } from './printing/words.ts'
import { Unanswerable } from './unanswerable.ts'

/** The answer from the options or from the person at the keyboard. Throws Unanswerable. */
export async function answerTo(
  question: Question,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<Answer> {
  switch (question.kind) {
    case 'confirm-erase':
      return { kind: 'confirm-erase', erase: await confirm(question, options, io, printer) }
    case 'identify-key':
      return { kind: 'identify-key', ...(await identify(question, options, io, printer)) }
    case 'confirm-change':
      return {
        kind: 'confirm-change',
        confirmed: await confirmChange(question, options, io, printer),
      }
    case 'enter-pin':
      return { kind: 'enter-pin', pin: await enterPin(question.refused, options, io, printer) }
    case 'choose-pin':
      return { kind: 'choose-pin', pin: await choosePin(question.refused, options, io, printer) }
  }
}

async function enterPin(
  refused: FailureCause | null,
  { currentPinFile }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<Uint8Array> {
  if (currentPinFile) return await readOnce(currentPinFile, refused)
  if (refused) printer.pinRefused(refused)
  if (!io.askHidden) throw new Unanswerable({ code: 'not-available', what: 'current-pin' })
  return await io.askHidden(`${printer.texts.terminal.prompts.currentPin.label}: `)
}

async function choosePin(
  refused: FailureCause | null,
  { pinFile }: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<Uint8Array> {
  if (pinFile) return await readOnce(pinFile, refused)
  if (refused) printer.pinRefused(refused)
  return await askPinTwice(io, printer)
}

/** Says by which means, and takes --yes or a person's word for it. */
async function confirmChange(
  question: Extract<Question, { kind: 'confirm-change' }>,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<boolean> {
  const { change, confirmation } = printer.texts.terminal.prompts
  for (const line of confirmationLines(printer.texts, question)) printer.note(line)
  if (options.yes) return true
  if (!io.ask) throw new Unanswerable({ code: 'not-available', what: 'confirmation' })
  return await askWord(io.ask, change.label, confirmation[question.change].word)
}

async function confirm(
  question: Extract<Question, { kind: 'confirm-erase' }>,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<boolean> {
  const { words, terminal } = printer.texts
  for (const line of eraseLines(printer.texts, question)) printer.note(line)
  if (options.erase) return true
  if (!io.ask) throw new Unanswerable({ code: 'erase-not-confirmed' })
  return await askWord(io.ask, terminal.prompts.erase.label, words.ask.erase.confirmation.word)
}

/** The same file would be refused for ever. */
async function readOnce(path: string, refused: FailureCause | null): Promise<Uint8Array> {
  if (refused) throw new Unanswerable(refused)
  return await readPinFile(path).catch(() => {
    throw new Unanswerable({ code: 'not-available', what: 'pin-file' })
  })
}

async function askPinTwice(io: TerminalIo, printer: Printer): Promise<Uint8Array> {
  if (!io.askHidden) throw new Unanswerable({ code: 'not-available', what: 'pin' })
  const { newPin, newPinAgain, notSame } = printer.texts.terminal.prompts
  for (;;) {
    const pin = await io.askHidden(`${newPin.label}: `)
    const again = await io.askHidden(`${newPinAgain.label}: `)
    const isSame = Buffer.from(pin).equals(again)
    again.fill(0)
    if (isSame) return pin
    pin.fill(0)
    printer.note(notSame.detail)
  }
}
