import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { codeOf, isThere } from './system-error.ts'

/** Writes a private file that is there whole or as it was before, whatever happens meanwhile. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await writeInto(file, bytes, rename)
}

/** Writes a private file where there is none, whole; of two that do at once, the first counts for both. */
export async function writeFirst(file: string, bytes: Uint8Array): Promise<void> {
  await writeInto(file, bytes, linkInto)
}

/** Under a name of its own first, for two may write at once; and then `put` into its place. */
async function writeInto(
  file: string,
  bytes: Uint8Array,
  put: (part: string, file: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(file)
  await makeFolder(folder)
  const part = `${file}.${randomUUID()}.new`
  try {
    await fillToDisk(await open(part, 'wx', 0o600), (handle) => handle.writeFile(bytes))
    await put(part, file)
  } finally {
    await rm(part, { force: true })
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

/** Makes a folder for this account alone where there is none, with those above it, down to the disk. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  const above = dirname(resolve(first))
  let made = resolve(folder)
  while (made !== above) {
    made = dirname(made)
    await syncFolder(made)
  }
}

/**
 * Makes a file, private unless its mode says otherwise, and has it filled, down to the disk and by its name. One
 * that is there already is left as it is; half of one is taken away again. Throws what the file system says.
 */
export async function writeNew(
  file: string,
  fill: (handle: FileHandle) => Promise<void>,
  mode = 0o600,
): Promise<void> {
  const handle = await open(file, 'wx', mode)
  try {
    await fillToDisk(handle, fill)
    await syncFolder(dirname(file))
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

/**
 * A name is on the disk once its folder is. Windows cannot open a folder, and writes it through; where a file
 * system of somebody else's syncs none, or a folder may be written and not read, nothing more can be done.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await sync(folder, 'r').catch((error: unknown) => {
    if (!noSync.has(codeOf(error))) throw error
  })
}

const noSync: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EACCES'])

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
