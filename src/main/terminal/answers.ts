import type { FailureCause } from '../../shared/failure.ts'
import type { Answer, Question } from '../../shared/run.ts'
import type { TerminalIo } from './io.ts'
import type { TerminalOptions } from './options.ts'
import { readPinFile } from './pin-files.ts'
import type { Printer } from './printer.ts'

/** Nobody is there to answer; the reason is what the run fails with. */
export class Unanswerable extends Error {
  override readonly name = 'Unanswerable'
  readonly reason: FailureCause

  constructor(reason: FailureCause) {
    super(reason.code)
    this.reason = reason
  }
}

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
    case 'choose-pin':
      if (options.pinFile) return await answerFromFile(options.pinFile, question.refused)
      if (question.refused) printer.pinRefused(question.refused)
      return { kind: 'choose-pin', pin: await askPinTwice(io, printer) }
  }
}

async function confirm(
  { key, holder }: Extract<Question, { kind: 'confirm-erase' }>,
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<boolean> {
  const serial = key.serial === undefined ? '' : `, serial ${key.serial}`
  const held = holder === null ? '' : ` It was issued to ${holder}.`
  printer.note(`${key.product}${serial} is not blank.${held}`)
  if (options.erase) return true
  if (!io.ask) throw new Unanswerable({ code: 'key-not-blank' })
  return (await io.ask('Type "erase" to erase everything on it: ')).trim() === 'erase'
}

/** The same file would be refused for ever. */
async function answerFromFile(path: string, refused: FailureCause | null): Promise<Answer> {
  if (refused) throw new Unanswerable(refused)
  const pin = await readPinFile(path).catch(() => {
    throw new Unanswerable({ code: 'not-available', what: 'pin-file' })
  })
  return { kind: 'choose-pin', pin }
}

async function askPinTwice(io: TerminalIo, printer: Printer): Promise<Uint8Array> {
  if (!io.askHidden) throw new Unanswerable({ code: 'not-available', what: 'pin' })
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
