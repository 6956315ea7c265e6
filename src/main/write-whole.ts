import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, isThere } from './system-error.ts'

/** Writes a private file that is there whole or as it was before, whatever happens meanwhile. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Of its own name: two may write at once, and the later one stays.
  const next = `${file}.${randomUUID()}.new`
  await writeNew(next, (handle) => handle.writeFile(bytes))
  await rename(next, file)
  await syncFolder(folder)
}

/** Writes a private file where there is none, whole; of two that do at once, the first counts for both. */
export async function writeFirst(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const next = `${file}.${randomUUID()}.new`
  await writeNew(next, (handle) => handle.writeFile(bytes))
  try {
    await linkInto(next, file)
  } finally {
    await rm(next, { force: true })
  }
  await syncFolder(folder)
}

/** Puts a whole file into its place, where there is none. */
export async function linkInto(part: string, file: string): Promise<void> {
  try {
    await link(part, file)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    // Some file systems have no links.
    if (!(await isThere(file))) await rename(part, file)
  }
}

/**
 * Makes a file, private unless its mode says otherwise, and has it filled, down to the disk. One that is
 * there already is left as it is; half of one is taken away again. Throws what the file system says.
 */
export async function writeNew(
  file: string,
  fill: (handle: FileHandle) => Promise<void>,
  mode = 0o600,
): Promise<void> {
  const handle = await open(file, 'wx', mode)
  try {
    await fillToDisk(handle, fill)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function fillToDisk(
  handle: FileHandle,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  try {
    await fill(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A name is on the disk once its folder is. Windows cannot open a folder, and writes it through. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await sync(folder, 'r')
}

/** What was written to a file is on the disk. */
export async function syncFile(file: string): Promise<void> {
  await sync(file, 'r+')
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
