import { chmod } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { createHeadSigner } from '../audit/head-signer.ts'
import { Journal } from '../audit/journal.ts'
import type { Secrets } from '../secrets-port.ts'
import { copyDatabase } from './backup.ts'
import { createClaimant, type Claimant } from './claimant.ts'
import { Claims } from './claims.ts'
import { DataKeyKeeper } from './data-key.ts'
import { demandWritable, openDatabase } from './database.ts'
import { Issuances } from './issuances.ts'
import { Keys } from './keys.ts'
import { People } from './people.ts'
import { Proposals } from './proposals.ts'
import type { Schema } from './schema.ts'
import { SealedKeys } from './sealed-keys.ts'
import { Templates } from './templates.ts'

/** What the station remembers: who holds which key, what is unfinished, and what happened. */
export interface Registry {
  readonly issuances: Issuances
  readonly claims: Claims
  readonly keys: Keys
  readonly people: People
  readonly templates: Templates
  readonly journal: Journal
  readonly proposals: Proposals
  /** Throws RegistryError where nothing can be written. */
  demandWritable(): Promise<void>
  /** Throws ProcedureError `secrets-unavailable` where nothing can be sealed. */
  demandSealing(): Promise<void>
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
  claimant: Claimant = createClaimant(),
): Promise<Registry> {
  const db = await openDatabase(file)
  if (file !== ':memory:') await chmod(file, 0o600)
  return {
    ...registryOver(db, secrets, now, claimant),
    copyTo: (copy) => copyDatabase(db, copy),
  }
}

/** The registry over any engine's database that is up to date. */
export function registryOver(
  db: Kysely<Schema>,
  secrets: Secrets,
  now: () => number,
  claimant: Claimant,
): Omit<Registry, 'copyTo'> {
  const sealed = new SealedKeys(db, secrets, now)
  const keeper = new DataKeyKeeper(sealed)
  const claims = new Claims(db, claimant, now)
  return {
    issuances: new Issuances({ db, keeper, claims, now }),
    claims,
    keys: new Keys(db, now),
    people: new People(db, now),
    templates: new Templates(db, now),
    journal: new Journal(db, now, createHeadSigner(sealed)),
    proposals: new Proposals(db, { claims, now }),
    demandWritable: () => demandWritable(db),
    demandSealing: async () => void (await keeper.cipher()),
    async close() {
      await claims.releaseAll()
      claimant.retire()
      keeper.forget()
      await db.destroy()
    },
  }
}
