import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { witnessFileOf } from '../journal/witness.ts'
import { noteIn, type Note } from './engine.ts'
import { RegistryError } from './registry-error.ts'

/** What a registry leaves beside itself when it is migrated or replaced; see database.ts, backup.ts. */
const kept = /\.(before-migration\.sqlite|replaced)$/

/** `KYDK`: the mark of a registry in the header of its file (SQLite's file format, section 1.3.17). */
export const applicationId = 0x4b59444b

/** The header's user version: whether the file is whole alone, or its log belongs to it. */
export const versions = Object.freeze({ whole: 0, logged: 1 })

/** A station that is just opening the file has made it, or its log, within this time. */
const openingMs = 2000
const lookAgainMs = 50

/**
 * What SQLite would make an empty or an older registry of, without a word. Throws RegistryError `gone` for no
 * file where there was one, by what lies beside it or what the station remembers of its journal, `part-missing` for one without its log, or a log without its file, `corrupt` for
 * an empty one.
 */
export async function demandNothingLost(file: string): Promise<void> {
  const size = await sizeOf(file)
  if (size !== null) {
    await demandFilled(file)
    return await demandLog(file)
  }
  if (((await sizeOf(`${file}-wal`)) ?? 0) > 0) throw new RegistryError('part-missing')
  const isRemembered = (await sizeOf(witnessFileOf(file))) !== null
  if (isRemembered || (await hasCopies(file))) throw new RegistryError('gone')
}

async function demandFilled(file: string): Promise<void> {
  if (await lasts(async () => (await sizeOf(file)) === 0)) throw new RegistryError('corrupt')
}

/** Throws RegistryError `part-missing` where the file says that a log belongs to it, and there is none. */
export async function demandLog(file: string): Promise<void> {
  const lacksLog = async () => {
    if ((await sizeOf(`${file}-wal`)) !== null) return false
    const note = await noteIn(file)
    return note !== null && needsLog(note)
  }
  if (await lasts(lacksLog)) throw new RegistryError('part-missing')
}

/** By its note, or because there is nothing in it yet: versions before the note began in the log. */
function needsLog(note: Note): boolean {
  if (note.tables === 0) return true
  return note.applicationId === applicationId && note.userVersion === versions.logged
}

/** Whether it is so, and stays so for longer than a station needs to open or close the file. */
async function lasts(isSo: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + openingMs
  while (await isSo()) {
    if (Date.now() > end) return true
    await sleep(lookAgainMs)
  }
  return false
}

const magic = 'SQLite format 3\0'

/** Whether a file that no station has open begins as SQLite's do (its file format, section 1.3). */
export async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(magic.length), 0, magic.length, 0)
    return buffer.toString('latin1') === magic
  } finally {
    await handle.close()
  }
}

async function hasCopies(file: string): Promise<boolean> {
  const beside = await readdir(dirname(file)).catch((): string[] => [])
  const [name = ''] = basename(file).split('.')
  return beside.some((one) => one.startsWith(`${name}.`) && kept.test(one))
}

async function sizeOf(file: string): Promise<number | null> {
  return await stat(file).then(
    ({ size }) => size,
    () => null,
  )
}
