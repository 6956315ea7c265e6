import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Secrets } from '../../secrets/secrets.ts'
import { makeFolder } from '../../system/write-whole.ts'
import { copyInto } from '../file/database.ts'
import { fileNotWritten } from '../file/file-fault.ts'
import { demandFree, replaceFile } from '../file/replace-file.ts'
import { openBackupJournal } from '../journal/backup-journal.ts'
import { genesis, type AuditFact } from '../journal/entry.ts'
import { journalKeepersOf } from '../journal/journal-keeper.ts'
import type { Remembered, Witness } from '../journal/witness.ts'
import { BackupError } from './backup-error.ts'
import { openBackup } from './backup.ts'
import { takeStationKey, type Recovery } from './recovery.ts'
import { planOf, type RestorePlan } from './restore-plan.ts'

/** Which backup takes the place of which registry, and who keeps that one's secrets. */
export interface RestoreOrder {
  readonly backup: string
  /** A backup that was copied without its log is taken as it is; what was in the log is lost. */
  readonly isPartEnough: boolean
  /** A backup of another station's is taken where nothing is remembered here; what it sealed is left out. */
  readonly isFromAnother: boolean
  /** With it this station takes the place of the one that wrote the backup, whose machine is gone. */
  readonly recovery: Recovery | null
  readonly file: string
  readonly secrets: Secrets
  readonly now: () => number
}

/**
 * Puts a backup in the place of the registry, which must not be open anywhere: as an act with its own entry,
 * the backup's last. `decide` is told what comes of it, and gives that entry, or null to leave everything as it
 * is. Returns where the registry that was there is kept, null where there was none; undefined where it was
 * decided against. Throws BackupError when the backup is no whole registry of this station with its journal
 * intact, RegistryError when the one to replace is in use, ProcedureError `file-not-written` where there is no
 * room: nothing has changed then.
 */
export async function restoreRegistry(
  order: RestoreOrder,
  decide: (plan: RestorePlan) => Promise<AuditFact | null>,
): Promise<string | null | undefined> {
  await order.secrets.demandAdmission?.(false)
  await makeFolder(dirname(order.file))
  const folder = await mkdtemp(join(dirname(order.file), 'restore-'))
  const next = join(folder, 'next.sqlite')
  try {
    const restored = await prepareOrGiveBack(order, folder, next, decide)
    return restored && (await takePlace(order, restored, next))
  } catch (error) {
    throw isOfTheFileSystem(error) ? fileNotWritten(order.file, error) : error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const isOfTheFileSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error

interface Prepared {
  readonly witness: Witness
  readonly remembered: Remembered | null
  readonly end: Remembered
}

/** What was decided against, or could not be, leaves no key of another station behind. */
async function prepareOrGiveBack(...prepared: Parameters<typeof prepare>) {
  const [{ recovery }] = prepared
  let restored: Prepared | undefined
  try {
    restored = await prepare(...prepared)
    return restored
  } finally {
    if (!restored) await recovery?.secrets.giveBack()
    recovery?.key.fill(0)
  }
}

/** Everything is done to a copy first: what cannot be restored is found out there. */
async function prepare(
  order: RestoreOrder,
  folder: string,
  next: string,
  decide: (plan: RestorePlan) => Promise<AuditFact | null>,
): Promise<Prepared | undefined> {
  const keepers = await journalKeepersOf(order.file, order.secrets)
  const db = await openBackup(order.backup, folder, order.isPartEnough)
  try {
    if (order.recovery) await takeStationKey(order.backup, order.recovery, db)
    const opened = await openBackupJournal(order, db, keepers)
    const { journal, own, remembered, origin } = opened
    const fact = await decide({
      ...(await planOf(db, order, folder, remembered)),
      origin,
    })
    if (!fact) return undefined
    await journal.append(fact)
    const end = await own.read()
    if (!end) throw new BackupError(order.backup, 'other-station')
    await copyInto(db, next)
    return { witness: keepers.witness, remembered, end }
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
  await demandFree(file)
  const { publicKey, seq, hash } = end
  const before = remembered ?? { publicKey, seq: 0, hash: genesis }
  await witness.remember({ ...before, restoring: { seq, hash } })
  const kept = await replaceFile(next, file, new Date(now())).catch(async (error: unknown) => {
    await (remembered ? witness.remember(remembered) : witness.forget())
    throw error
  })
  // Where this fails, the next start finds that the journal has come where it was going.
  await witness.remember(end)
  return kept
}
