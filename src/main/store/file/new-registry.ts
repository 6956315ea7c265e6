import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { linkInto, syncFolder } from '../../system/write-whole.ts'

/** The files SQLite keeps beside one while it is open. */
export const sideFiles = ['-wal', '-shm', '-journal'] as const

/**
 * Makes a file whole under another name and puts it in its place, where there is none: nobody ever
 * sees half of it, and of two that make one at once the first counts.
 */
export async function makeWhole(
  file: string,
  fill: (part: string) => Promise<void>,
): Promise<void> {
  const part = `${file}.${randomUUID()}.new`
  try {
    await fill(part)
    await linkInto(part, file)
  } finally {
    await removeWithSides(part)
  }
  await syncFolder(dirname(file))
}

async function removeWithSides(file: string): Promise<void> {
  for (const end of ['', ...sideFiles]) await rm(file + end, { force: true })
}
