import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { createAccountFileSecrets } from '../../secrets/key-file.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import { isThere } from '../../system/system-error.ts'
import type { Schema } from '../schema.ts'
import { SealedKeys } from '../sealing/sealed-keys.ts'
import { checkpointPlace, leaveChosenCheckpoint } from './checkpoints/checkpoint-keeper.ts'
import { createHeadSigner } from './head-signer.ts'
import { Journal } from './journal.ts'
import { fileWitness, memoryWitness, witnessFileOf, type Witness } from './witness.ts'

/**
 * What keeps the journal's signing key and what is remembered of it: the station's keeper of secrets, and
 * where the system has none from the start, a key file of the account. A journal that has begun with one
 * of the two never goes on with the other.
 */
async function keeperOfJournal(registryFile: string, secrets: Secrets): Promise<Secrets> {
  const file = join(dirname(registryFile), 'journal.key')
  if (await isThere(file)) return createAccountFileSecrets(file)
  const hasBegun = await isThere(witnessFileOf(registryFile))
  if (hasBegun || (await secrets.available())) return secrets
  return createAccountFileSecrets(file)
}

/** Who keeps what a journal stands on, and what is remembered of it apart. */
export interface JournalKeepers {
  /** Seals the signing key: the station's keeper, or the account's key file where there is no other. */
  readonly secrets: Secrets
  readonly witness: Witness
}

/** The keepers of a registry's journal; in memory for one that ends with its process. */
export async function journalKeepersOf(
  registryFile: string,
  secrets: Secrets,
): Promise<JournalKeepers> {
  if (registryFile === ':memory:') return { secrets, witness: memoryWitness() }
  const keeper = await keeperOfJournal(registryFile, secrets)
  return { secrets: keeper, witness: fileWitness(witnessFileOf(registryFile), keeper) }
}

/** The journal of a registry. */
export function openJournal(
  db: Kysely<Schema>,
  { secrets, witness }: JournalKeepers,
  now: () => number,
): Journal {
  const openSigner = createHeadSigner(new SealedKeys(db, secrets, now))
  return new Journal(db, { now, openSigner, witness })
}

/** Leaves a checkpoint of a journal where its data directory says; null keeps none. */
export async function leaveCheckpointOf(
  journal: Journal,
  dataDirectory: string | null,
): Promise<void> {
  const place = checkpointPlace(dataDirectory)
  await leaveChosenCheckpoint(journal, place, (defect) => console.error(defect))
}
