import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../../system/write-whole.ts'
import { fileNotWritten } from './file-fault.ts'
import { demandClosed } from './replace-file.ts'
import { stampOf } from './stamp.ts'

/**
 * Gives the folder of a registry that was taken into another a dated name, and returns that. What is remembered
 * of its journal stays where it is: a registry that is missed there is told as gone. Throws RegistryError
 * `locked` while somebody has it open, and ProcedureError `file-not-written`.
 */
export async function putAside(registryFile: string, now: Date): Promise<string> {
  await demandClosed(registryFile)
  const folder = dirname(registryFile)
  const aside = `${folder}.joined-${stampOf(now)}`
  try {
    await rename(folder, aside)
    await syncFolder(dirname(folder))
  } catch (error) {
    throw fileNotWritten(aside, error)
  }
  return aside
}
