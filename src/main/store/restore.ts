import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { lastEntry, stands } from '../audit/entries.ts'
import { genesis, type AuditEntry, type AuditFact, type Place } from '../audit/entry.ts'
import { createHeadSigner } from '../audit/head-signer.ts'
import { Journal } from '../audit/journal.ts'
import { keeperOfJournal } from '../audit/journal-keeper.ts'
import { isFromBefore } from '../audit/take-over.ts'
import { fileWitness, memoryWitness, witnessFileOf } from '../audit/witness.ts'
import { WitnessError, type Remembered, type Witness } from '../audit/witness.ts'
import type { Secrets } from '../secrets-port.ts'
import { openBackup, openBesides } from './backup.ts'
import { copyInto } from './database.ts'
import { RegistryError } from './registry-error.ts'
import { replaceFile } from './replace-file.ts'
import type { Schema } from './schema.ts'
import { SealedKeys } from './sealed-keys.ts'

/** Which backup takes the place of which registry, and who keeps that one's secrets. */
export interface RestoreOrder {
  readonly backup: string
  readonly file: string
  readonly secrets: Secrets
  readonly now: () => number
}

/** What restoring would bring, and what it would take back. */
export interface RestorePlan {
  /** The last entry of the backup. */
  readonly until: Place
  /** The last entry the station remembers, where the backup does not have it. */
  readonly takesBack: Place | null
  /** The newest entries that would be lost, where the present registry can still be read. */
  readonly lost: readonly AuditEntry[]
}

/** How many of the entries that are lost are told. */
const mostTold = 50

/**
 * Puts a backup in the place of the registry, which must not be open anywhere: as an act with its own entry,
 * the backup's last. `decide` is told what comes of it, and gives that entry, or null to leave everything as it
 * is. Returns where the registry that was there is kept; undefined where it was decided against. Throws
 * RegistryError when the backup is not a whole registry of this station, with its journal intact, or the one
 * to replace is in use: nothing has changed then.
 */
export async function restoreRegistry(
  order: RestoreOrder,
  decide: (plan: RestorePlan) => Promise<AuditFact | null>,
): Promise<string | null | undefined> {
  await mkdir(dirname(order.file), { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(dirname(order.file), 'restore-'))
  const next = `${order.file}.${randomUUID()}.new`
  try {
    const restored = await prepare(order, folder, next, decide)
    return restored && (await takePlace(order, restored, next))
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(next, { force: true })
  }
}

interface Prepared {
  readonly witness: Witness
  readonly remembered: Remembered
  readonly end: Place
}

/** Everything is done to a copy first: what cannot be restored is found out there. */
async function prepare(
  order: RestoreOrder,
  folder: string,
  next: string,
  decide: (plan: RestorePlan) => Promise<AuditFact | null>,
): Promise<Prepared | undefined> {
  const secrets = await keeperOfJournal(order.file, order.secrets)
  const witness = fileWitness(witnessFileOf(order.file), secrets)
  const remembered = await readIfPossible(witness)
  const db = await openBackup(order.backup, folder)
  try {
    const openSigner = createHeadSigner(new SealedKeys(db, secrets, order.now))
    const own = memoryWitness()
    if (!(await isFromBefore(db))) await own.remember(await pinOf(remembered, openSigner))
    const journal = new Journal(db, { now: order.now, openSigner, witness: own })
    await demandOurs(journal, own, remembered)
    const fact = await decide(await planOf(db, order, folder, remembered))
    if (!fact) return undefined
    await journal.append(fact)
    const end = await own.read()
    if (!end) throw new RegistryError('other-journal')
    await copyInto(db, next)
    return { witness, remembered: remembered ?? end, end: { seq: end.seq, hash: end.hash } }
  } finally {
    await db.destroy()
  }
}

/** First it is said where the journal is going, so that a restore that is killed is done or was never begun. */
async function takePlace(
  { file, now }: RestoreOrder,
  { witness, remembered, end }: Prepared,
  next: string,
): Promise<string | null> {
  await witness.remember({ ...remembered, restoring: end })
  const kept = await replaceFile(next, file, new Date(now()))
  await witness.remember({ publicKey: remembered.publicKey, ...end })
  return kept
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

/** The key the backup must be signed with: the one the station remembers, else the one it has sealed itself. */
async function pinOf(
  remembered: Remembered | null,
  openSigner: ReturnType<typeof createHeadSigner>,
): Promise<Remembered> {
  const own = remembered ? null : await openSigner(false)
  const publicKey = remembered?.publicKey ?? (own && Buffer.from(own.publicKey).toString('base64'))
  if (!publicKey) throw new RegistryError('other-journal')
  return { publicKey, seq: 0, hash: genesis }
}

async function demandOurs(
  journal: Journal,
  own: Witness,
  remembered: Remembered | null,
): Promise<void> {
  const verdict = await journal.verify()
  const pinned = await own.read()
  const isOurs = !remembered || pinned?.publicKey === remembered.publicKey
  if (!isOurs || (!verdict.intact && verdict.fault === 'key')) {
    throw new RegistryError('other-journal')
  }
  if (!verdict.intact) throw new RegistryError('journal-broken')
}

async function planOf(
  db: Kysely<Schema>,
  { file }: RestoreOrder,
  folder: string,
  remembered: Remembered | null,
): Promise<RestorePlan> {
  const until = (await lastEntry(db)) ?? { seq: 0, hash: genesis }
  const isKept = !remembered || (await stands(db, remembered))
  if (isKept) return { until, takesBack: null, lost: [] }
  const { seq, hash } = remembered
  return { until, takesBack: { seq, hash }, lost: await readLost(file, folder, until) }
}

/** Of the present registry, as far as it can be read. */
async function readLost(
  file: string,
  folder: string,
  until: Place,
): Promise<readonly AuditEntry[]> {
  const present = await openBesides(file, folder)
  if (!present) return []
  const reader = new Journal(present, {
    now: Date.now,
    openSigner: () => Promise.resolve(null),
    witness: memoryWitness(),
  })
  const newest = await reader.list(mostTold).finally(() => present.destroy())
  return newest.filter(({ seq }) => seq > until.seq)
}
