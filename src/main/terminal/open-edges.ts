import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeHidKeys, udpKeys, type KeySource } from '../../ctap2/index.ts'
import { composeStation, type Composition } from '../compose.ts'
import { createAccountFileSecrets, createMemorySecrets } from '../sealing.ts'
import type { Secrets } from '../secrets-port.ts'
import type { Station } from '../station.ts'
import { openRegistry, type Registry } from '../store/registry.ts'
import { openTrustStore, type TrustStore } from '../trust/trust-store.ts'
import type { TerminalIo } from './io.ts'
import { openNetwork } from './network.ts'
import { UsageError, type TerminalOptions } from './options.ts'
import { terminalDirectory } from './paths.ts'
import { checkPinFile, checkPinOut } from './pin-files.ts'

/** The registry alone: no key, no organization. It must be there: nothing is made by looking. */
export async function withRegistry(
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

/** What is trusted alone: no key, no organization, no registry. */
export async function withTrust(
  options: TerminalOptions,
  work: (store: TrustStore) => Promise<number>,
): Promise<number> {
  const edges = { now: Date.now, fetch: await openNetwork(process.env) }
  return await work(openTrustStore(directoryOf(options), edges))
}

/** Keys without an organization: the demo's, those at a UDP port, or those on USB. */
export async function withKeys(
  options: TerminalOptions,
  work: (keys: KeySource) => Promise<number>,
): Promise<number> {
  if (options.udpPort !== null) return await work(udpKeys(options.udpPort))
  if (!options.demo) return await work(nodeHidKeys())
  const { openSimulatedKeys } = await import('../demo.ts')
  return await work(openSimulatedKeys().keys)
}

/** A whole station, closed when the work is done. */
export async function withStation(
  options: TerminalOptions,
  io: TerminalIo,
  work: (station: Station) => Promise<number>,
): Promise<number> {
  await checkDirectory(directoryOf(options))
  if (options.pinFile) await checkPinFile(options.pinFile)
  if (options.pinOut) await checkPinOut(options.pinOut)
  const station = await openStation(options, io)
  if (station.snapshot().simulated)
    io.tell('SIMULATED: nothing of this reaches a real organization.')
  try {
    return await work(station)
  } finally {
    await station.close()
  }
}

/** Throws UsageError where something else is in the place of a directory. */
export async function checkDirectory(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found && !found.isDirectory()) throw new UsageError(`${path} is no directory.`)
}

async function openStation(options: TerminalOptions, io: TerminalIo): Promise<Station> {
  const isDemo = options.demo || options.demoOkta
  const isKept = !isDemo || options.dataDirectory !== null
  const dataDirectory = isKept ? directoryOf(options) : ':memory:'
  return await composeStation({
    dataDirectory,
    secrets: isKept ? secretsIn(dataDirectory) : createMemorySecrets(),
    // The double is on this computer: no proxy and no authority matters to it.
    fetch: isDemo ? globalThis.fetch : await openNetwork(process.env),
    openBrowser: (url) => {
      io.tell('Sign in to Okta with a browser on this computer:')
      io.tell(url)
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

/** Where this command line's registry is. */
export const directoryOf = ({ dataDirectory }: TerminalOptions): string =>
  dataDirectory ?? terminalDirectory(process.platform, process.env)

/** The key file that only this account can read. */
export const secretsIn = (dataDirectory: string): Secrets =>
  createAccountFileSecrets(join(dataDirectory, 'terminal.key'))
