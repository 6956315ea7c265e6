import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { nullIfMissing } from '../system/system-error.ts'
import { writeFirst, writeWhole } from '../system/write-whole.ts'
import { secretsUnavailable } from './secrets-unavailable.ts'
import type { KeeperKind } from './secrets.ts'

const sealed = z.base64().exactOptional()
const ringSchema = z.strictObject({
  version: z.literal(1),
  keepers: z.strictObject({ 'operating-system': sealed, 'account-file': sealed }),
})

/** The station's key as each admitted keeper has sealed it, in base64. */
export type Ring = z.infer<typeof ringSchema>['keepers']

/** Who can open the station's key by a ring. */
export const kindsIn = (ring: Ring): readonly KeeperKind[] =>
  (['operating-system', 'account-file'] as const).filter((kind) => ring[kind] !== undefined)

/** Null where there is none. Throws ProcedureError `secrets-unavailable` for what is no ring. */
export async function readRing(file: string): Promise<Ring | null> {
  const bytes = await readFile(file).catch(nullIfMissing)
  if (bytes === null) return null
  try {
    return ringSchema.parse(JSON.parse(bytes.toString())).keepers
  } catch (error) {
    throw secretsUnavailable('no-ring', error)
  }
}

/** Replaces it whole. */
export async function writeRing(file: string, ring: Ring): Promise<void> {
  await writeWhole(file, encode(ring))
}

/** Makes the first one; of two that do at once, the first counts for both. */
export async function makeRing(file: string, ring: Ring): Promise<void> {
  await writeFirst(file, encode(ring))
}

function encode(keepers: Ring): Uint8Array {
  return Buffer.from(`${JSON.stringify({ version: 1, keepers }, null, 2)}\n`)
}
