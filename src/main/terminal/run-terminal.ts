import { causeOf, tellDefect } from '../desk/failure-of.ts'
import { checkOneKey, listKeys } from './commands/keys.ts'
import { helpLines } from './help.ts'
import { languageOf, textsIn } from './language.ts'
import { withKeys, withStation } from './open-edges.ts'
import { readOptions, type TerminalOptions } from './options.ts'
import type { TerminalIo } from './printing/io.ts'
import { exitCodes, Printer } from './printing/printer.ts'
import { runAtSeat } from './run-at-seat.ts'
import { runOnFiles } from './run-on-files.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command line in the language it or the locale names; returns the exit status, never throws. */
export async function runTerminal(
  args: readonly string[],
  io: TerminalIo,
  locale = 'en',
): Promise<number> {
  const texts = textsIn(languageOf(args, locale))
  const printer = new Printer(io, args.includes('--json'), texts)
  try {
    const options = readOptions(args)
    return await runCommand(options, io, printer)
  } catch (error) {
    if (!(error instanceof UsageError)) {
      tellDefect(error, (defect) => io.tell(defect))
      return printer.refused(causeOf(error))
    }
    printer.note(error.sentence(texts.terminal))
    return exitCodes.usage
  }
}

async function runCommand(
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const { command } = options
  switch (command) {
    case 'help':
      for (const line of helpLines(printer.texts.terminal)) io.print(line)
      return exitCodes.done
    case 'keys':
      return await withKeys(options, (keys) => listKeys(keys, printer))
    case 'check':
      return await withKeys(options, (keys) => checkOneKey(keys, printer))
    case 'audit':
    case 'backup':
    case 'recovery-key':
    case 'restore':
    case 'join':
    case 'trust':
      return await runOnFiles(command, options, io, printer)
    case 'issue':
    case 'replace':
    case 'set-pin':
    case 'reset-pin':
    case 'activate':
    case 'inactivate':
    case 'reactivate':
    case 'revoke':
    case 'whose':
    case 'erase':
    case 'unfinished':
    case 'issuances':
    case 'templates':
    case 'readiness':
    case 'events':
    case 'hand-over':
      return await withStation(options, printer, (station) =>
        runAtSeat(command, { station, options, io, printer }),
      )
  }
}
