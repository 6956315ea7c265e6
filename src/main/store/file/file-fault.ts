import type { FileHandle } from 'node:fs/promises'
import type { WriteFault } from '../../../shared/failure.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { codeOf } from '../../system/system-error.ts'
import { writeNew } from '../../system/write-whole.ts'
import { RegistryError } from './registry-error.ts'

/** Node's and the registry's names for what stands in the way. */
const faults: Readonly<Record<string, WriteFault>> = {
  EEXIST: 'exists',
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
  EISDIR: 'is-folder',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  'read-only': 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
  full: 'full',
  'own-folder': 'own-folder',
}

/** Why a file could not be written, by the error of whoever tried. */
export function fileFaultOf(error: unknown): WriteFault {
  return faults[nameOf(error)] ?? 'other'
}

/** The same as a person is told it. */
export function fileNotWritten(file: string, error: unknown): ProcedureError {
  const reason = fileFaultOf(error)
  return new ProcedureError({ code: 'file-not-written', file, reason }, { cause: error })
}

/**
 * Makes a file that only this account can read, and has it filled, down to the disk. One that is there
 * already is left as it is; half of one is taken away again. Throws ProcedureError `file-not-written`.
 */
export async function writeNewFile(
  file: string,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  await writeNew(file, fill).catch((error: unknown) => {
    throw error instanceof ProcedureError ? error : fileNotWritten(file, error)
  })
}

function nameOf(error: unknown): string {
  if (error instanceof RegistryError) return error.reason
  return codeOf(error)
}
