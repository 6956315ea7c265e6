import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { ProcedureError } from '../../procedure-error.ts'
import { secretsUnavailable } from '../../secrets/secrets-unavailable.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import { nullIfMissing } from '../../system/system-error.ts'
import { writeWhole } from '../../system/write-whole.ts'
import { registryErrorOfFile } from '../file/registry-error.ts'
import type { Place } from './entry.ts'

/** What is remembered of a journal apart from it: whose it is, and how far it was written. */
export interface Remembered extends Place {
  /** SPKI DER of the one key that signs this journal, in base64. */
  readonly publicKey: string
  /** Where a restore that is under way leaves the journal: once it stands there, this is its end. */
  readonly restoring?: Place
}

/**
 * Remembers the end of the journal outside the registry's file, so that an older copy of the file, or one
 * signed by somebody else, is noticed. Whoever puts back both is noticed by checkpoints alone.
 */
export interface Witness {
  /**
   * Null where nothing was ever remembered. Throws WitnessError for what cannot be opened, and
   * ProcedureError `secrets-unavailable` while its keeper is away.
   */
  read(): Promise<Remembered | null>
  /** Throws RegistryError where it cannot be written. */
  remember(remembered: Remembered): Promise<void>
  /** As if nothing had ever been remembered: for what was begun and not done. */
  forget(): Promise<void>
}

/** What is remembered is there, and cannot be opened or is not what the station wrote. */
export class WitnessError extends Error {
  override readonly name = 'WitnessError'
}

/** For a journal that ends with its process. */
export function memoryWitness(): Witness {
  let kept: Remembered | null = null
  return {
    read: () => Promise.resolve(kept),
    remember(remembered) {
      kept = remembered
      return Promise.resolve()
    },
    forget() {
      kept = null
      return Promise.resolve()
    },
  }
}

/** Beside the registry's folder, not in it: who puts a copy of the folder back leaves this as it is. */
export const witnessFileOf = (registryFile: string): string =>
  join(`${dirname(registryFile)}.witness`, 'journal.sealed')

/** Kept in a file, sealed by the keeper of secrets. */
export function fileWitness(file: string, secrets: Secrets): Witness {
  return {
    async read() {
      const sealed = await readFile(file).catch(nullIfMissing)
      if (sealed === null) return null
      await demandKeeper(secrets)
      return parse(await open(secrets, sealed))
    },
    async remember(remembered) {
      await demandKeeper(secrets)
      const sealed = await secrets.seal(Buffer.from(JSON.stringify(remembered)))
      await writeWhole(file, sealed).catch((error: unknown) => {
        throw registryErrorOfFile(error)
      })
    },
    forget: () => rm(file, { force: true }),
  }
}

const placeSchema = z.object({ seq: z.int().min(0), hash: z.string() })
const rememberedSchema = placeSchema.extend({
  publicKey: z.string(),
  restoring: placeSchema.optional(),
})

/** A keeper that is away for now says nothing about what it has sealed. */
async function demandKeeper(secrets: Secrets): Promise<void> {
  if (await secrets.available()) return
  throw secretsUnavailable('no-keeper')
}

async function open(secrets: Secrets, sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return await secrets.open(sealed)
  } catch (error) {
    // That the station's key cannot be had says nothing about what it sealed.
    if (error instanceof ProcedureError) throw error
    throw new WitnessError('cannot be opened', { cause: error })
  }
}

function parse(bytes: Uint8Array): Remembered {
  try {
    const { restoring, ...rest } = rememberedSchema.parse(JSON.parse(Buffer.from(bytes).toString()))
    return restoring ? { ...rest, restoring } : rest
  } catch (error) {
    throw new WitnessError('is not what was written', { cause: error })
  }
}
