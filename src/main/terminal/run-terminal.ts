import { causeOf, tellDefect } from '../failure-of.ts'
import { TextFileError } from '../read-text-file.ts'
import { audit } from './audit.ts'
import { backup, restore } from './copies.ts'
import { events } from './events.ts'
import { handOver } from './hand-over.ts'
import { helpText } from './help.ts'
import type { TerminalIo } from './io.ts'
import { checkOneKey, listKeys } from './keys.ts'
import { directoryOf, withKeys, withRegistry, withStation, withTrust } from './open-edges.ts'
import { readOptions, UsageError, type TerminalOptions } from './options.ts'
import { exitCodes, Printer } from './printer.ts'
import { readiness } from './readiness.ts'
import { runAtSeat } from './run-at-seat.ts'
import { trust } from './trust.ts'

/** Runs one command line and returns the exit status; never throws. */
export async function runTerminal(args: readonly string[], io: TerminalIo): Promise<number> {
  const printer = new Printer(io, args.includes('--json'))
  try {
    const options = readOptions(args)
    return await runCommand(options, io, printer)
  } catch (error) {
    if (!(error instanceof UsageError)) {
      tellDefect(error, (defect) => io.tell(defect))
      const status = printer.refused(causeOf(error))
      // It is the command line that named the file.
      return error instanceof TextFileError ? exitCodes.usage : status
    }
    io.tell(`${error.message} "station help" says what there is.`)
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
      for (const line of helpText.split('\n')) io.print(line)
      return exitCodes.done
    case 'keys':
      return await withKeys(options, (keys) => listKeys(keys, printer))
    case 'check':
      return await withKeys(options, (keys) => checkOneKey(keys, printer))
    case 'audit':
      return await withRegistry(options, (registry) => audit(registry, options, io, printer))
    case 'backup':
      return await withRegistry(options, (registry) => backup(registry, options, printer))
    case 'restore':
      return await restore(directoryOf(options), options, printer)
    case 'trust':
      return await withTrust(options, (store) => trust(store, options, printer))
    case 'readiness':
      return await withStation(options, io, (station) => readiness(station, options, printer))
    case 'events':
      return await withStation(options, io, (station) => events(station, options, printer))
    case 'hand-over':
      return await withStation(options, io, (station) => handOver(station, options, printer))
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
      return await withStation(options, io, (station) =>
        runAtSeat(command, { station, options, io, printer }),
      )
  }
}
