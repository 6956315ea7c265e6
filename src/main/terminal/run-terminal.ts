import type { Station } from '../station.ts'
import { causeOf } from '../failure-of.ts'
import { audit } from './audit.ts'
import { backup, restore } from './copies.ts'
import { events } from './events.ts'
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
    if (!(error instanceof UsageError)) return printer.refused(causeOf(error))
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
      return await withKeys(options, (keys) => checkOneKey(keys, printer, io.signal))
    case 'audit':
      return await withRegistry(options, (registry) => audit(registry, options, io, printer))
    case 'backup':
      return await withRegistry(options, (registry) => backup(registry, options, printer))
    case 'restore':
      return await restore(directoryOf(options), options, printer)
    case 'issue':
    case 'readiness':
    case 'events':
      return await runAtStation(options.command, options, io, printer)
  }
}

function runAtStation(
  command: 'issue' | 'readiness' | 'events',
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  const commands = {
    issue: (station: Station) => issue(station, options, io, printer),
    readiness: (station: Station) => readiness(station, options, printer),
    events: (station: Station) => events(station, options, printer),
  }
  return withStation(options, io, commands[command])
}
