import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { isThere } from '../../system/system-error.ts'
import { copyDatabase } from '../copies/backup.ts'
import { makeWhole } from '../file/new-registry.ts'
import { stampOf } from '../file/stamp.ts'
import type { Schema } from '../schema.ts'

/**
 * Keeps the whole of a registry, with its journal, beside the one it is taken into: the file's name. Throws
 * RegistryError where it cannot be written.
 */
export async function keepArchive(
  db: Kysely<Schema>,
  besideFile: string,
  now: number,
): Promise<string> {
  const folder = dirname(besideFile)
  const name = await freeName(folder, now)
  await makeWhole(join(folder, name), (part) => copyDatabase(db, part))
  return name
}

/** Of the second it is, unless that has one already. */
async function freeName(folder: string, now: number): Promise<string> {
  const name = `joined-${stampOf(new Date(now))}.sqlite`
  return (await isThere(join(folder, name))) ? await freeName(folder, now + 1000) : name
}
