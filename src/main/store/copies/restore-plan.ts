import type { Kysely } from 'kysely'
import type { Secrets } from '../../secrets/secrets.ts'
import { lastEntry, stands } from '../journal/entries.ts'
import { genesis, type AuditEntry, type Place } from '../journal/entry.ts'
import { openJournal } from '../journal/journal-keeper.ts'
import { memoryWitness, type Remembered } from '../journal/witness.ts'
import type { Schema } from '../schema.ts'
import { openBesides } from './backup.ts'

/** The registry that would be replaced, and who keeps its secrets. */
interface Present {
  readonly file: string
  readonly secrets: Secrets
}

/** What restoring would bring, and what it would take back. */
export interface RestorePlan {
  /** The key of the other station it comes from, SHA-256 in lower-case hex; null for this station's own. */
  readonly origin: string | null
  /** The last entry of the backup. */
  readonly until: Place
  /** The last entry the station remembers, where the backup does not have it. */
  readonly takesBack: Place | null
  /** The newest entries that would be lost, where the present registry can still be read. */
  readonly lost: readonly AuditEntry[]
}

/** How many of the entries that are lost are told. */
const mostTold = 50

/** What would come of restoring a backup that is open, beside the registry as it is now. */
export async function planOf(
  db: Kysely<Schema>,
  { file, secrets }: Present,
  folder: string,
  remembered: Remembered | null,
): Promise<Omit<RestorePlan, 'origin'>> {
  const until = (await lastEntry(db)) ?? { seq: 0, hash: genesis }
  const isKept = !remembered || (await stands(db, remembered))
  if (isKept) return { until, takesBack: null, lost: [] }
  const { seq, hash } = remembered
  return { until, takesBack: { seq, hash }, lost: await readLost(file, secrets, folder, until) }
}

/** Of the present registry, as far as it can be read. */
async function readLost(
  file: string,
  secrets: Secrets,
  folder: string,
  until: Place,
): Promise<readonly AuditEntry[]> {
  const present = await openBesides(file, folder)
  if (!present) return []
  const reader = openJournal(present, { secrets, witness: memoryWitness() }, Date.now)
  try {
    const newest = await reader.list(mostTold)
    return newest.filter(({ seq }) => seq > until.seq)
  } finally {
    await present.destroy()
  }
}
