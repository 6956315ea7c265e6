import { readdir, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { witnessFileOf } from '../audit/witness.ts'
import { RegistryError } from './registry-error.ts'

/** What a registry leaves beside itself when it is migrated or replaced; see database.ts, backup.ts. */
const kept = /\.(before-migration\.sqlite|replaced)$/

/**
 * An empty file, or none where there was a registry, must not become an empty registry: SQLite would
 * make one without a word. Throws RegistryError `corrupt`, and `missing` where the station remembers its journal.
 */
export async function demandNothingLost(file: string): Promise<void> {
  const size = await sizeOf(file)
  if (size === null && (await sizeOf(witnessFileOf(file))) !== null) {
    throw new RegistryError('missing')
  }
  if (size === null ? await hadRegistry(file) : size === 0) throw new RegistryError('corrupt')
}

/** Changes that were never brought into a file, or copies of one. */
async function hadRegistry(file: string): Promise<boolean> {
  if (((await sizeOf(`${file}-wal`)) ?? 0) > 0) return true
  const beside = await readdir(dirname(file)).catch((): string[] => [])
  const [name = ''] = basename(file).split('.')
  return beside.some((one) => one.startsWith(`${name}.`) && kept.test(one))
}

async function sizeOf(file: string): Promise<number | null> {
  return await stat(file).then(
    ({ size }) => size,
    () => null,
  )
}
