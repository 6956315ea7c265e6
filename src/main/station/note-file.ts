import { basename } from 'node:path'
import { plainName } from '../../shared/plain-text.ts'
import { aboutNothing, writeFact, type Workplace } from '../desk/facts.ts'
import type { Fact } from '../store/journal/entry.ts'

/** Writes down that something of the station's went into a file: its name, not where it is. */
export async function noteFile(workplace: Workplace, fact: Fact, file: string): Promise<void> {
  const detail = { kind: 'file', file: plainName(basename(file)) } as const
  await writeFact(workplace, fact, aboutNothing, { detail })
}
