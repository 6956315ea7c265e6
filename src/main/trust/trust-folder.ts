import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../system/system-error.ts'
import { writeWhole } from '../system/write-whole.ts'
import { TrustError } from './trust-error.ts'

/** A folder of files that are written whole; names may have one folder before them. */
export interface TrustFolder {
  list(folder: string): Promise<string[]>
  /** Null when there is none. */
  read(name: string): Promise<Uint8Array | null>
  write(name: string, bytes: Uint8Array): Promise<void>
}

/** A folder on the disk; it need not be there yet. */
export function diskFolder(path: string): TrustFolder {
  return {
    list: async (folder) => await readdir(join(path, folder)).catch(onMissing(() => [])),
    read: (name) => readFile(join(path, name)).catch(onMissing(() => null)),
    write: (name, bytes) => writeWhole(join(path, name), bytes).catch(cannotWrite),
  }
}

/** A folder that ends with the process. */
export function memoryFolder(): TrustFolder {
  const files = new Map<string, Uint8Array>()
  return {
    async list(folder) {
      const names = [...files.keys()].filter((name) => name.startsWith(`${folder}/`))
      return names.map((name) => name.slice(folder.length + 1))
    },
    read: async (name) => files.get(name) ?? null,
    async write(name, bytes) {
      files.set(name, bytes)
    },
  }
}

function cannotWrite(error: unknown): never {
  throw new TrustError('unwritable', { cause: error })
}

function onMissing<T>(instead: () => T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return instead()
    throw new TrustError('unreadable', { cause: error })
  }
}
