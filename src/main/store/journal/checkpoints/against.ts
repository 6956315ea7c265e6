import type { Kysely } from 'kysely'
import type { Schema } from '../../schema.ts'
import { stands } from '../entries.ts'
import type { AuditFact, Place } from '../entry.ts'
import { readCheckpoints } from './checkpoint-folder.ts'

/** What the checkpoints of a folder say of a journal. */
export interface Comparison {
  /** Checkpoints of this station that were compared. */
  readonly compared: number
  /** Entries that there were and are not: each with the entry of the restore that took it back, if one did. */
  readonly takenBack: readonly TakenBack[]
  /** Files that hold nothing this station signed. */
  readonly unsigned: readonly string[]
}

export interface TakenBack {
  readonly seq: number
  readonly restoredAt: number | null
}

/** Holds a journal against what left the station. `publicKey` is SPKI DER. */
export async function compareWith(
  db: Kysely<Schema>,
  folder: string,
  publicKey: Uint8Array,
): Promise<Comparison> {
  const { places, unsigned } = await readCheckpoints(folder, publicKey)
  const restores = await listRestores(db)
  const takenBack: TakenBack[] = []
  for (const place of places) {
    if (await stands(db, place)) continue
    takenBack.push({ seq: place.seq, restoredAt: restoreOf(place, restores) })
  }
  return { compared: places.length, takenBack, unsigned }
}

interface Restore {
  readonly at: number
  readonly until: Place
  readonly takesBack: Place | null
}

function restoreOf({ seq }: Place, restores: readonly Restore[]): number | null {
  const found = restores.find(
    ({ until, takesBack }) => takesBack !== null && seq > until.seq && seq <= takesBack.seq,
  )
  return found?.at ?? null
}

async function listRestores(db: Kysely<Schema>): Promise<readonly Restore[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['seq', 'body'])
    .where('fact', '=', 'registry-restored')
    .execute()
  return rows.flatMap(({ seq, body }) => {
    const { detail } = JSON.parse(body) as AuditFact
    return detail?.kind === 'restore'
      ? [{ at: seq, until: detail.until, takesBack: detail.takesBack }]
      : []
  })
}
