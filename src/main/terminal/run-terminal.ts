import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeHidKeys, udpKeys, type KeySource } from '../../ctap2/index.ts'
import { composeStation } from '../compose.ts'
import { causeOf } from '../failure-of.ts'
import { createAccountFileSecrets, createMemorySecrets } from '../sealing.ts'
import type { Secrets } from '../secrets-port.ts'
import type { Station } from '../station.ts'
import { openRegistry, type Registry } from '../store/registry.ts'
import { audit } from './audit.ts'
import { backup, restore } from './copies.ts'
import { helpText } from './help.ts'
import type { TerminalIo } from './io.ts'
import { issue } from './issue.ts'
import { events } from './events.ts'
import { checkOneKey, listKeys } from './keys.ts'
import { readOptions, UsageError, type TerminalOptions } from './options.ts'
import { terminalDirectory } from './paths.ts'
import { checkPinFile, checkPinOut } from './pin-files.ts'
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

/** The registry alone: no key, no organization. It must be there: nothing is made by looking. */
async function withRegistry(
  options: TerminalOptions,
  work: (registry: Registry) => Promise<number>,
): Promise<number> {
  const dataDirectory = directoryOf(options)
  const file = join(dataDirectory, 'registry.sqlite')
  await access(file).catch(() => {
    throw new UsageError(`There is no registry in ${dataDirectory}.`)
  })
  const registry = await openRegistry(file, secretsIn(dataDirectory), Date.now)
  try {
    return await work(registry)
  } finally {
    await registry.close()
  }
}

/** Keys without an organization: the demo's, those at a UDP port, or those on USB. */
async function withKeys(
  options: TerminalOptions,
  work: (keys: KeySource) => Promise<number>,
): Promise<number> {
  if (options.udpPort !== null) return await work(udpKeys(options.udpPort))
  if (!options.demo) return await work(nodeHidKeys())
  const { openSimulatedKeys } = await import('../demo.ts')
  return await work(openSimulatedKeys().keys)
}

async function withStation(
  options: TerminalOptions,
  io: TerminalIo,
  work: (station: Station) => Promise<number>,
): Promise<number> {
  if (options.pinFile) await checkPinFile(options.pinFile)
  if (options.pinOut) await checkPinOut(options.pinOut)
  const station = await openStation(options)
  if (station.snapshot().simulated)
    io.tell('SIMULATED: nothing of this reaches a real organization.')
  try {
    return await work(station)
  } finally {
    await station.close()
  }
}

function openStation(options: TerminalOptions): Promise<Station> {
  const isDemo = options.demo || options.demoOkta
  const isKept = !isDemo || options.dataDirectory !== null
  const dataDirectory = isKept ? directoryOf(options) : ':memory:'
  return composeStation({
    dataDirectory,
    secrets: isKept ? secretsIn(dataDirectory) : createMemorySecrets(),
    fetch: globalThis.fetch,
    demo: options.demo,
    demoProvider: options.demoOkta,
    onTryDemo: () => undefined,
    ...(options.udpPort !== null && { keys: udpKeys(options.udpPort) }),
    ...(options.connectionFile && { connectionFile: options.connectionFile }),
  })
}

const directoryOf = ({ dataDirectory }: TerminalOptions): string =>
  dataDirectory ?? terminalDirectory(process.platform, process.env)

const secretsIn = (dataDirectory: string): Secrets =>
  createAccountFileSecrets(join(dataDirectory, 'terminal.key'))
