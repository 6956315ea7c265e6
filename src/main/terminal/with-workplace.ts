import { whoIsHere } from '../compose/compose.ts'
import { openOwnRegistry } from '../compose/own-registry.ts'
import type { Workplace } from '../desk/facts.ts'
import { checkFolder } from './commands/check-files.ts'
import type { TerminalOptions } from './options.ts'
import { directoryOf, secretsIn } from './places.ts'

/** The registry, to be written in by whoever is here; it need not be there yet. */
export async function withWorkplace(
  options: TerminalOptions,
  work: (workplace: Workplace) => Promise<number>,
): Promise<number> {
  const dataDirectory = directoryOf(options)
  await checkFolder(dataDirectory)
  const registry = await openOwnRegistry({ dataDirectory, secrets: secretsIn(dataDirectory) })
  try {
    return await work({ registry, ...whoIsHere() })
  } finally {
    await registry.close()
  }
}
