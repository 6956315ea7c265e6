import { dirname } from 'node:path'
import type { Secrets } from '../secrets/secrets.ts'
import { createClaimant, type Claimant } from './claimant.ts'
import { copyDatabase } from './copies/backup.ts'
import { demandOneKeeper, keepRecovery } from './copies/recovery.ts'
import { demandWritable } from './file/database.ts'
import { openFile, type OpenedFile, type RegistryKeepers } from './file/opened-file.ts'
import { leaveCheckpointOf, openJournal } from './journal/journal-keeper.ts'
import type { Journal } from './journal/journal.ts'
import { DataKeyKeeper } from './sealing/data-key.ts'
import { tablesOf, type Tables } from './tables.ts'

/** What the station remembers: who holds which key, what is unfinished, and what happened. */
export interface Registry extends Tables {
  readonly journal: Journal
  /** Who keeps the journal's signing key. */
  readonly journalKeeper: Secrets['kind']
  /** Throws RegistryError where nothing can be written. */
  demandWritable(): Promise<void>
  /** Throws ProcedureError where this station has no part in what is sealed here; opens nothing for it. */
  demandAdmission(): Promise<void>
  /** Throws ProcedureError `secrets-unavailable` where nothing can be sealed. */
  demandSealing(): Promise<void>
  /** Proves outside the station how far the journal has come, where that was asked for; also at each close. */
  leaveCheckpoint(): Promise<void>
  /**
   * Everything that is sealed here is sealed with the station's own key from now on. Throws
   * ProcedureError `not-available` where the journal's is kept by a file of its own.
   */
  sealAllAnew(): Promise<void>
  /** The station's key as a recovery key has sealed it; every back-up from now on has it. */
  keepRecovery(sealed: Uint8Array): Promise<void>
  /** Writes a whole copy into a new file. Throws RegistryError. */
  copyTo(file: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the registry in `file` (`:memory:` for one that lasts as long as the process). Throws
 * RegistryError when the file cannot serve, and ProcedureError where its secrets are none of these. They
 * are opened when the first one is needed.
 */
export async function openRegistry(
  file: string,
  secrets: Secrets,
  now: () => number,
  claimant: Claimant = createClaimant(),
): Promise<Registry> {
  const { db, keepers } = await openFile(file, secrets)
  const isKept = file !== ':memory:'
  const registry = registryOver(db, keepers, now, claimant)
  await registry.demandAdmission().catch(async (error: unknown) => {
    await registry.close()
    throw error
  })
  const leaveCheckpoint = () => leaveCheckpointOf(registry.journal, isKept ? dirname(file) : null)
  return {
    ...registry,
    copyTo: (copy) => copyDatabase(db, copy),
    leaveCheckpoint,
    async close() {
      await leaveCheckpoint()
      await registry.close()
    },
  }
}

/** The registry over any engine's database that is up to date. */
export function registryOver(
  db: OpenedFile['db'],
  { secrets, journal }: RegistryKeepers,
  now: () => number,
  claimant: Claimant,
): Omit<Registry, 'copyTo' | 'leaveCheckpoint'> {
  const keeper = new DataKeyKeeper(db, secrets, now)
  const tables = tablesOf({ db, keeper, claimant, now })
  return {
    ...tables,
    journalKeeper: journal.secrets.kind,
    journal: openJournal(db, journal, now),
    demandWritable: () => demandWritable(db),
    demandAdmission: () => keeper.demandAdmission(),
    async sealAllAnew() {
      demandOneKeeper(secrets, journal.secrets)
      await keeper.sealAllAnew()
    },
    keepRecovery: (sealed) => keepRecovery(db, sealed, now()),
    demandSealing: async () => void (await keeper.cipher()),
    async close() {
      await tables.claims.releaseAll()
      claimant.retire()
      keeper.forget()
      await db.destroy()
    },
  }
}
