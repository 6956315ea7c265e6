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
      return { kind: 'confirm-erase', erase: options.erase || (await confirm(io)) }
    case 'choose-pin':
      if (options.pinFile) return await answerFromFile(options.pinFile, question.refused)
      if (question.refused) printer.pinRefused(question.refused)
      return { kind: 'choose-pin', pin: await askPinTwice(io, printer) }
  }
}

async function confirm(io: TerminalIo): Promise<boolean> {
  if (!io.ask) throw new Unanswerable({ code: 'key-not-blank' })
  const word = await io.ask('The key is not blank. Type "erase" to erase everything on it: ')
  return word.trim() === 'erase'
}

/** The same file would be refused for ever. */
async function answerFromFile(path: string, refused: FailureCause | null): Promise<Answer> {
  if (refused) throw new Unanswerable(refused)
  return { kind: 'choose-pin', pin: await readPinFile(path) }
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
