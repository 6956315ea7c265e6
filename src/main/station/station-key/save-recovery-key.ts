import { rm } from 'node:fs/promises'
import type { Workplace } from '../../desk/facts.ts'
import { makeRecoveryKey } from '../../secrets/recovery-key.ts'
import type { StationSecrets } from '../../secrets/station-secrets.ts'
import { recoverySheet } from './recovery-sheet.ts'

/**
 * Makes a recovery key. The one before opens later back-ups until the sheet of this one is written; where
 * it cannot be kept, its sheet is taken away again. Throws ProcedureError.
 */
export async function saveRecoveryKey(
  { registry, stationName }: Workplace,
  secrets: StationSecrets,
  file: string,
  write: (sheet: string) => Promise<void>,
): Promise<void> {
  await registry.sealAllAnew()
  const { text, sealed } = makeRecoveryKey(await secrets.key())
  await write(recoverySheet(text, stationName, new Date()))
  try {
    await registry.keepRecovery(sealed)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}
