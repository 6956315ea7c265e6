import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../../../system/write-whole.ts'
import type { Journal } from '../journal.ts'

const everyMs = 3_600_000

/** Where the checkpoints of a station go: kept beside its registry. */
export interface CheckpointPlace {
  /** Null where none was chosen, or nothing is kept. */
  read(): Promise<string | null>
  choose(folder: string): Promise<void>
}

const kept = z.object({ folder: z.string() })

/** The choice of a data directory; null keeps none. */
export function checkpointPlace(dataDirectory: string | null): CheckpointPlace {
  if (dataDirectory === null) {
    return { read: () => Promise.resolve(null), choose: () => Promise.resolve() }
  }
  const file = join(dataDirectory, 'checkpoints.json')
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => null)
      if (text === null) return null
      return kept.parse(JSON.parse(text)).folder
    },
    choose: (folder) => writeWhole(file, Buffer.from(JSON.stringify({ folder: resolve(folder) }))),
  }
}

/**
 * Leaves a checkpoint where the operator chose, if they did. A folder that cannot be written now, a share that is
 * away, is told and tried again the next time; it stops nothing.
 */
export async function leaveChosenCheckpoint(
  journal: Journal,
  place: CheckpointPlace,
  onDefect: (defect: string) => void,
): Promise<void> {
  try {
    const folder = await place.read()
    if (folder !== null) await journal.leaveCheckpoint(folder)
  } catch {
    onDefect('A checkpoint of the journal could not be written')
  }
}

/** Does something every hour, without keeping the process alive; returns the way to stop. */
export function everyHour(work: () => Promise<void>): () => void {
  const timer = setInterval(() => void work(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
