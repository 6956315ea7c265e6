import { hash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { BackupError } from '../copies/backup-error.ts'
import { journalFromBefore } from '../file/migrations/0006-known-journal.ts'
import type { Schema } from '../schema.ts'
import { SealedKeys } from '../sealing/sealed-keys.ts'
import { genesis } from './entry.ts'
import { createHeadSigner } from './head-signer.ts'
import { base64, readHeads } from './head.ts'
import type { JournalKeepers } from './journal-keeper.ts'
import { Journal } from './journal.ts'
import { isEmpty, type OpenSigner } from './standing.ts'
import { isFromBefore } from './take-over.ts'
import { memoryWitness, WitnessError, type Remembered, type Witness } from './witness.ts'

/** The journal of a backup, found whole and this station's own. */
export interface BackupJournal {
  readonly journal: Journal
  /** Its end, as it moves on. */
  readonly own: Witness
  /** What the station remembers of the journal that the backup would replace; null where it is nothing. */
  readonly remembered: Remembered | null
  /** The key of the other station it comes from, SHA-256 in lower-case hex; null for this station's own. */
  readonly origin: string | null
}

/** Which backup, and whether another station's will do. */
export interface BackupSource {
  readonly backup: string
  readonly isFromAnother: boolean
  readonly now: () => number
}

/**
 * Opens the journal of a backup, by the key the station remembers and none that the file could bring. Throws
 * BackupError `other-station` or `journal-broken`.
 */
export async function openBackupJournal(
  source: BackupSource,
  db: Kysely<Schema>,
  { secrets, witness }: JournalKeepers,
): Promise<BackupJournal> {
  const { backup, now } = source
  const remembered = await readIfPossible(witness)
  const openSigner = createHeadSigner(new SealedKeys(db, secrets, now))
  const isOurs = remembered !== null || !(await isAnothers(db, openSigner))
  if (!isOurs && !source.isFromAnother) throw new BackupError(backup, 'other-station')
  const origin = isOurs ? null : await leaveItsStation(backup, db)
  const own = await witnessOf(backup, db, remembered, openSigner)
  const journal = new Journal(db, { now, openSigner, witness: own })
  await demandOurs(backup, journal, own, remembered)
  return { journal, own, remembered, origin }
}

/** Whether it has begun, and its key is none that can be opened here. */
async function isAnothers(db: Kysely<Schema>, openSigner: OpenSigner): Promise<boolean> {
  if (await standsOnNothing(db)) return false
  return (await openSigner(false)) === null
}

/** Whether it has not begun, or began before anything was remembered. */
async function standsOnNothing(db: Kysely<Schema>): Promise<boolean> {
  return (await isFromBefore(db)) || (await isEmpty(db))
}

/**
 * Takes a journal out of the hands of the station that signed it, once it holds by that station's own word: this
 * one signs it anew. What the other has sealed opens nowhere else, and is left out. Returns the other's key,
 * SHA-256 in lower-case hex.
 */
async function leaveItsStation(backup: string, db: Kysely<Schema>): Promise<string> {
  const [head] = await readHeads(db)
  const publicKey = Buffer.from(head?.public_key ?? '', 'base64')
  const witness = memoryWitness()
  await witness.remember({ publicKey: base64(publicKey), seq: 0, hash: genesis })
  const openSigner: OpenSigner = () => Promise.resolve({ publicKey, sign: () => new Uint8Array() })
  const verdict = await new Journal(db, { now: Date.now, openSigner, witness }).verify()
  if (!verdict.intact) throw new BackupError(backup, 'journal-broken')
  await db.deleteFrom('data_keys').execute()
  await db
    .updateTable('issuances')
    .set({ sealed_pin: null, sealed_held: null, sealed_attestation: null })
    .execute()
  await db.deleteFrom('audit_head').execute()
  await db.insertInto('cursors').values({ name: journalFromBefore, value: '1' }).execute()
  return hash('sha256', publicKey)
}

/** What cannot be opened any more is no reason to stay without a registry: then the backup's own key counts. */
async function readIfPossible(witness: Witness): Promise<Remembered | null> {
  try {
    return await witness.read()
  } catch (error) {
    if (error instanceof WitnessError) return null
    throw error
  }
}

/**
 * What the backup's journal has to stand on: the key the station remembers, else the one it has sealed itself.
 * One that stands on nothing yet begins with nothing.
 */
async function witnessOf(
  backup: string,
  db: Kysely<Schema>,
  remembered: Remembered | null,
  openSigner: OpenSigner,
): Promise<Witness> {
  const own = memoryWitness()
  if (await standsOnNothing(db)) return own
  const sealed = remembered ? null : await openSigner(false)
  const publicKey = remembered?.publicKey ?? (sealed && base64(sealed.publicKey))
  if (!publicKey) throw new BackupError(backup, 'other-station')
  await own.remember({ publicKey, seq: 0, hash: genesis })
  return own
}

async function demandOurs(
  backup: string,
  journal: Journal,
  own: Witness,
  remembered: Remembered | null,
): Promise<void> {
  const verdict = await journal.verify()
  const pinned = await own.read()
  const isOurs = !remembered || pinned?.publicKey === remembered.publicKey
  if (!isOurs || (!verdict.intact && verdict.fault === 'key')) {
    throw new BackupError(backup, 'other-station')
  }
  if (!verdict.intact) throw new BackupError(backup, 'journal-broken')
}
