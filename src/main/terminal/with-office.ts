import { openOwnRegistry, whoIsHere } from '../compose.ts'
import type { Office } from '../office.ts'
import { checkDirectory, directoryOf, secretsIn } from './open-edges.ts'
import type { TerminalOptions } from './options.ts'

/** The registry, to be written in by whoever is here; it need not be there yet. */
export async function withOffice(
  options: TerminalOptions,
  work: (office: Office) => Promise<number>,
): Promise<number> {
  const dataDirectory = directoryOf(options)
  await checkDirectory(dataDirectory)
  const registry = await openOwnRegistry({ dataDirectory, secrets: secretsIn(dataDirectory) })
  try {
    return await work({ registry, ...whoIsHere() })
  } finally {
    await registry.close()
  }
}
