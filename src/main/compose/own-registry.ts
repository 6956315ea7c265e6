import type { Secrets } from '../secrets/secrets.ts'
import { defaultTemplates } from '../store/default-templates.ts'
import { openRegistry, type Registry } from '../store/registry.ts'
import { registryIn } from '../system/data-directory.ts'
import { makeFolder } from '../system/write-whole.ts'

/** The registry of a data directory; made with its first templates where there is none. */
export async function openOwnRegistry({
  dataDirectory,
  secrets,
}: {
  readonly dataDirectory: string
  readonly secrets: Secrets
}): Promise<Registry> {
  const isKept = dataDirectory !== ':memory:'
  if (isKept) await makeFolder(dataDirectory)
  const file = isKept ? registryIn(dataDirectory) : ':memory:'
  const registry = await openRegistry(file, secrets, Date.now)
  await registry.templates.seed(defaultTemplates)
  return registry
}
