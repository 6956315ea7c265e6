import { stat } from 'node:fs/promises'

/** The code the system gave an error, such as ENOENT; empty where it gave none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Turns the refusal of a file that is not there into null; any other is thrown on. */
export function nullIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}

/** Whether there is anything of this name that can be looked at. */
export async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}
