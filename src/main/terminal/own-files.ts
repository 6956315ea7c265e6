import { access } from 'node:fs/promises'
import { whoIsHere } from '../compose/compose.ts'
import type { Workplace } from '../desk/facts.ts'
import { demandNothingLost } from '../store/file/file-signs.ts'
import { openRegistry } from '../store/registry.ts'
import { openTrustStore, type TrustStore } from '../trust/trust-store.ts'
import { openNetwork } from './network/network.ts'
import type { TerminalOptions } from './options.ts'
import { directoryOf, registryOf } from './places.ts'
import { UsageError } from './usage-error.ts'

/** The registry and whoever is here: no key, no organization. It must be there: nothing is made by looking. */
export async function withRegistry(
  options: TerminalOptions,
  work: (workplace: Workplace) => Promise<number>,
): Promise<number> {
  const { file, secrets } = registryOf(options)
  await demandNothingLost(file)
  await access(file).catch(() => {
    throw new UsageError('no-registry', { file: directoryOf(options) })
  })
  const registry = await openRegistry(file, secrets, Date.now)
  try {
    return await work({ registry, ...whoIsHere() })
  } finally {
    await registry.close()
  }
}

/** What is trusted alone: no key, no organization, no registry. */
export async function withTrust(
  options: TerminalOptions,
  work: (store: TrustStore) => Promise<number>,
): Promise<number> {
  const network = await openNetwork(process.env)
  try {
    const edges = { now: Date.now, fetch: network.fetch }
    return await work(openTrustStore(directoryOf(options), edges))
  } finally {
    await network.close()
  }
}
