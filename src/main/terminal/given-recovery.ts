import { ProcedureError } from '../procedure-error.ts'
import { readTextFile } from '../read-text-file.ts'
import { readRecoveryKey } from '../station-key/recovery-key.ts'
import type { Recovery } from '../store/recovery.ts'
import { checkReadable } from './check-files.ts'
import type { TerminalOptions } from './options.ts'
import { registryOf } from './places.ts'

/** What `--recovery-key FILE` brings to a restore; null without it. Throws ProcedureError, UsageError. */
export async function readRecovery(options: TerminalOptions): Promise<Recovery | null> {
  const { recoveryKeyFile: file } = options
  if (file === null) return null
  await checkReadable(file)
  const key = readRecoveryKey(await readTextFile(file))
  if (key) return { key, secrets: registryOf(options).secrets }
  throw new ProcedureError({ code: 'file-not-read', file, reason: 'no-recovery-key' })
}
