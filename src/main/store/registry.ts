import { chmod } from 'node:fs/promises'
import { createHeadSigner } from '../audit/head-signer.ts'
import { Journal } from '../audit/journal.ts'
import type { Secrets } from '../secrets-port.ts'
import { copyDatabase } from './backup.ts'
import { DataKeyKeeper } from './data-key.ts'
import { openDatabase } from './database.ts'
import { Issuances } from './issuances.ts'
import { Proposals } from './proposals.ts'
import { SealedKeys } from './sealed-keys.ts'

/** What the station remembers: who holds which key, what is unfinished, and what happened. */
export interface Registry {
  readonly issuances: Issuances
  readonly journal: Journal
  readonly proposals: Proposals
  /** Writes a whole copy into a new file. Throws RegistryError. */
  copyTo(file: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the registry in `file` (`:memory:` for one that lasts as long as the process). Throws
 * RegistryError when the file cannot serve. Its secrets are opened when the first one is needed.
 */
export async function openRegistry(
  file: string,
  secrets: Secrets,
  now: () => number,
): Promise<Registry> {
  const db = await openDatabase(file)
  if (file !== ':memory:') await chmod(file, 0o600)
  const keys = new SealedKeys(db, secrets, now)
  const keeper = new DataKeyKeeper(keys)
  return {
    issuances: new Issuances(db, keeper, now),
    journal: new Journal(db, now, createHeadSigner(keys)),
    proposals: new Proposals(db),
    copyTo: (copy) => copyDatabase(db, copy),
    async close() {
      keeper.forget()
      await db.destroy()
    },
  }
}
