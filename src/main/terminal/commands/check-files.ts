import { constants } from 'node:fs'
import { access, open, rm, stat } from 'node:fs/promises'
import { fileFaultOf } from '../../store/file/file-fault.ts'
import type { Texts } from '../language.ts'
import { UsageError } from '../usage-error.ts'

// What a command line names is looked at before anything is begun.

/** Throws UsageError where something stands in the place of the folder. */
export async function checkFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found && !found.isDirectory()) throw new UsageError('data-is-no-folder', { file: path })
}

/** Throws UsageError for a file that is not there, is a folder or may not be read. */
export async function checkReadable(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new UsageError('no-file', { file })
  if (found.isDirectory()) throw new UsageError('is-folder', { file })
  await access(file, constants.R_OK).catch(() => {
    throw new UsageError('unreadable', { file })
  })
}

/** Throws UsageError where a new file cannot be made; leaves none. */
export async function checkNewFile(file: string, { words }: Texts): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    const fault = fileFaultOf(error)
    if (fault === 'exists') throw new UsageError('file-exists', { file })
    throw new UsageError('not-writable', { file, why: words.faults.file[fault].detail })
  }
  await rm(file)
}
