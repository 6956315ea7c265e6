import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../write-whole.ts'
import type { Journal } from './journal.ts'

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
 * Writes checkpoints where the operator chose, every hour and when the station is closed. A folder that
 * cannot be written now, a share that is away, is told and tried again; it stops nothing.
 */
export function keepCheckpoints(
  journal: Journal,
  place: CheckpointPlace,
  onDefect: (defect: string) => void,
): { close(): Promise<void> } {
  const leave = async (): Promise<void> => {
    try {
      const folder = await place.read()
      if (folder !== null) await journal.leaveCheckpoint(folder)
    } catch {
      onDefect('A checkpoint of the journal could not be written')
    }
  }
  const timer = setInterval(() => void leave(), everyMs)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await leave()
    },
  }
}
