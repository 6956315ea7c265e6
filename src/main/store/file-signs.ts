import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RegistryError } from './registry-error.ts'

/** What a registry leaves beside itself when it is migrated or replaced; see database.ts, backup.ts. */
const kept = /\.(before-migration\.sqlite|replaced)$/

/** `KYDK`: the mark of a registry in the header of its file (SQLite's file format, section 1.3.17). */
export const applicationId = 0x4b59444b

/** The header's user version: whether the file is whole alone, or its log belongs to it. */
export const versions = Object.freeze({ whole: 0, logged: 1 })

/** A station that is just closing brings its log into the file, and removes it, within this time. */
const closingMs = 2000
const lookAgainMs = 50

/**
 * What SQLite would make an empty or an older registry of, without a word. Throws RegistryError `gone` for no
 * file where there was one, `part-missing` for one without its log, or a log without its file, `corrupt` for
 * an empty one.
 */
export async function demandNothingLost(file: string): Promise<void> {
  const size = await sizeOf(file)
  if (size === 0) throw new RegistryError('corrupt')
  if (size !== null) return await demandLog(file)
  if (((await sizeOf(`${file}-wal`)) ?? 0) > 0) throw new RegistryError('part-missing')
  if (await hasCopies(file)) throw new RegistryError('gone')
}

/** Throws RegistryError `part-missing` where the file says that a log belongs to it, and there is none. */
export async function demandLog(file: string): Promise<void> {
  const end = Date.now() + closingMs
  while (await lacksLog(file)) {
    if (Date.now() > end) throw new RegistryError('part-missing')
    await sleep(lookAgainMs)
  }
}

async function lacksLog(file: string): Promise<boolean> {
  const header = await headerOf(file)
  return header !== null && needsLog(header) && (await sizeOf(`${file}-wal`)) === null
}

/** Whether a registry's log is part of it: by its note, or because nothing is in the file yet. */
function needsLog(header: Header): boolean {
  if (!header.isLogged) return false
  if (header.pages <= 1) return true
  return header.applicationId === applicationId && header.userVersion === versions.logged
}

/** Whether the file begins as SQLite's do. */
export async function isDatabase(file: string): Promise<boolean> {
  return (await headerOf(file)) !== null
}

interface Header {
  /** Changes are written to a log beside the file. */
  readonly isLogged: boolean
  readonly pages: number
  readonly applicationId: number
  readonly userVersion: number
}

const headerLength = 100

/** The database header (SQLite's file format, section 1.3); null for a file that has none. */
async function headerOf(file: string): Promise<Header | null> {
  const handle = await open(file, 'r')
  try {
    const bytes = Buffer.alloc(headerLength)
    const { bytesRead } = await handle.read(bytes, 0, headerLength, 0)
    if (bytesRead < headerLength || bytes.toString('latin1', 0, 15) !== 'SQLite format 3')
      return null
    const pageSize = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16)
    return {
      isLogged: bytes[18] === 2,
      pages: (await handle.stat()).size / pageSize,
      applicationId: bytes.readUInt32BE(68),
      userVersion: bytes.readUInt32BE(60),
    }
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
