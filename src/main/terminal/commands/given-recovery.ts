import { ProcedureError } from '../../procedure-error.ts'
import { readRecoveryKey } from '../../secrets/recovery-key.ts'
import type { Recovery } from '../../store/copies/recovery.ts'
import { readTextFile } from '../../system/read-text-file.ts'
import type { TerminalOptions } from '../options.ts'
import { registryOf } from '../places.ts'
import { checkReadable } from './check-files.ts'

/** What `--recovery-key FILE` brings to a restore; null without it. Throws ProcedureError, UsageError. */
export async function readRecovery(options: TerminalOptions): Promise<Recovery | null> {
  const { recoveryKeyFile: file } = options
  if (file === null) return null
  await checkReadable(file)
  const key = readRecoveryKey(await readTextFile(file))
  if (key) return { key, secrets: registryOf(options).secrets }
  throw new ProcedureError({ code: 'file-not-read', file, reason: 'no-recovery-key' })
}
