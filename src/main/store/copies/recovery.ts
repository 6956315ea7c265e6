import type { Kysely } from 'kysely'
import { ProcedureError } from '../../procedure-error.ts'
import { openWithRecoveryKey } from '../../secrets/recovery-key.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { StationSecrets } from '../../secrets/station-secrets.ts'
import type { Schema } from '../schema.ts'
import { BackupError } from './backup-error.ts'

const name = 'recovery'

/** Keeps the station's key as the newest recovery key has sealed it; every back-up from now on has it. */
export async function keepRecovery(
  db: Kysely<Schema>,
  sealed: Uint8Array,
  now: number,
): Promise<void> {
  const columns = { keeper: name, sealed: Buffer.from(sealed).toString('base64'), created_at: now }
  await db
    .insertInto('data_keys')
    .values({ id: name, ...columns })
    .onConflict((clause) => clause.column('id').doUpdateSet(columns))
    .execute()
}

/** Null where no recovery key was ever made. */
async function readRecovery(db: Kysely<Schema>): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('data_keys')
    .select('sealed')
    .where('id', '=', name)
    .executeTakeFirst()
  return row ? Buffer.from(row.sealed, 'base64') : null
}

/** Throws ProcedureError `not-available` where the journal's key is kept by a file of its own. */
export function demandOneKeeper(ofFields: Secrets, ofJournal: Secrets): void {
  if (ofFields.kind === ofJournal.kind) return
  throw new ProcedureError({ code: 'not-available', what: 'journal-key' })
}

/** A recovery key, and who has no station's key yet and takes the one it opens. */
export interface Recovery {
  readonly key: Uint8Array
  readonly secrets: StationSecrets
}

/** The key of the station that wrote the backup is this one's from now on. Throws BackupError. */
export async function takeStationKey(
  backup: string,
  { key, secrets }: Recovery,
  db: Kysely<Schema>,
): Promise<void> {
  const sealed = await readRecovery(db)
  if (!sealed) throw new BackupError(backup, 'no-recovery')
  const stationKey = openWithRecoveryKey(key, sealed)
  if (!stationKey) throw new BackupError(backup, 'other-recovery-key')
  await secrets.take(stationKey).finally(() => stationKey.fill(0))
}
