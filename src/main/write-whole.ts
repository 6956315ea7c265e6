import { randomUUID } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a private file that is there whole or as it was before, whatever happens meanwhile. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Of its own name: two may write at once, and the later one stays.
  const next = `${file}.${randomUUID()}.new`
  const handle = await open(next, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(next, file)
  await syncFolder(folder)
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
