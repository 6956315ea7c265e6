import { nodeHidKeys, udpKeys, type KeySource } from '../../ctap2/index.ts'
import { composeStation, type Composition } from '../compose/compose.ts'
import { createMemorySecrets } from '../secrets/key-file.ts'
import type { Station } from '../station/station.ts'
import { checkFolder, checkNewFile, checkReadable } from './commands/check-files.ts'
import { tellTwoStations } from './commands/two-stations.ts'
import { openNetwork } from './network/network.ts'
import type { TerminalOptions } from './options.ts'
import { directoryOf, secretsIn } from './places.ts'
import { failureLines } from './printing/failure-lines.ts'
import type { Printer } from './printing/printer.ts'

/** Keys without an organization: the demo's, those at a UDP port, or those on USB. */
export async function withKeys(
  options: TerminalOptions,
  work: (keys: KeySource) => Promise<number>,
): Promise<number> {
  if (options.udpPort !== null) return await work(udpKeys(options.udpPort))
  if (!options.demo) return await work(nodeHidKeys())
  const { openSimulatedKeys } = await import('../compose/demo.ts')
  return await work(openSimulatedKeys().keys)
}

/** A whole station, closed when the work is done. */
export async function withStation(
  options: TerminalOptions,
  printer: Printer,
  work: (station: Station) => Promise<number>,
): Promise<number> {
  tellTwoStations(options, printer)
  const { connectionFile, pinFile, currentPinFile, pinOut } = options
  await checkFolder(directoryOf(options))
  for (const file of [connectionFile, pinFile, currentPinFile]) {
    if (file !== null && file !== '-') await checkReadable(file)
  }
  if (pinOut !== null) await checkNewFile(pinOut, printer.texts)
  // The double is on this computer: no proxy and no authority matters to it.
  const network = isDemo(options) ? null : await openNetwork(process.env)
  try {
    return await atStation(options, printer, network?.fetch ?? globalThis.fetch, work)
  } finally {
    await network?.close()
  }
}

const isDemo = ({ demo, demoOkta }: TerminalOptions): boolean => demo || demoOkta

async function atStation(
  options: TerminalOptions,
  printer: Printer,
  fetch: typeof globalThis.fetch,
  work: (station: Station) => Promise<number>,
): Promise<number> {
  const station = await openStation(options, printer, fetch)
  if (station.snapshot().simulated) printer.note(printer.texts.terminal.notes.simulated.detail)
  try {
    return await work(station)
  } finally {
    for (const row of station.snapshot().unreadable) {
      for (const line of failureLines(printer.texts, row, null)) printer.note(line)
    }
    await station.close()
  }
}

async function openStation(
  options: TerminalOptions,
  printer: Printer,
  fetch: typeof globalThis.fetch,
): Promise<Station> {
  const isKept = !isDemo(options) || options.dataDirectory !== null
  const dataDirectory = isKept ? directoryOf(options) : ':memory:'
  return await composeStation({
    dataDirectory,
    secrets: isKept ? secretsIn(dataDirectory) : createMemorySecrets(),
    fetch,
    openBrowser: (url) => {
      printer.note(printer.texts.terminal.notes.signIn.detail)
      printer.note(url)
      return Promise.resolve()
    },
    organization: organizationOf(options),
    ...(options.udpPort !== null && { keys: udpKeys(options.udpPort) }),
  })
}

function organizationOf(options: TerminalOptions): Composition['organization'] {
  const { demo, demoOkta, connectionFile: file } = options
  if (demo || demoOkta) return { from: 'double', simulateKeys: demo }
  return file === null ? { from: 'kept' } : { from: 'file', file, keep: false }
}
