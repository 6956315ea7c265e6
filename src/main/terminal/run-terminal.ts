import { causeOf, tellDefect } from '../failure-of.ts'
import { audit } from './audit.ts'
import { backup, restore } from './copies.ts'
import { events } from './events.ts'
import { handOver } from './hand-over.ts'
import { helpText } from './help.ts'
import type { TerminalIo } from './io.ts'
import { issue } from './issue.ts'
import { checkOneKey, listKeys } from './keys.ts'
import { directoryOf, withKeys, withRegistry, withStation } from './open-edges.ts'
import { readOptions, UsageError, type TerminalOptions } from './options.ts'
import { exitCodes, Printer } from './printer.ts'
import { readiness } from './readiness.ts'

/** Runs one command line and returns the exit status; never throws. */
export async function runTerminal(args: readonly string[], io: TerminalIo): Promise<number> {
  const printer = new Printer(io, args.includes('--json'))
  try {
    const options = readOptions(args)
    return await runCommand(options, io, printer)
  } catch (error) {
    if (!(error instanceof UsageError)) {
      tellDefect(error, (defect) => io.tell(defect))
      return printer.refused(causeOf(error))
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
  switch (options.command) {
    case 'help':
      io.print(helpText)
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
    case 'issue':
      return await withStation(options, io, (station) => issue(station, options, io, printer))
    case 'readiness':
      return await withStation(options, io, (station) => readiness(station, options, printer))
    case 'events':
      return await withStation(options, io, (station) => events(station, options, printer))
    case 'hand-over':
      return await withStation(options, io, (station) => handOver(station, options, printer))
  }
}
