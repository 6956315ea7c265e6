import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createAccountFileSecrets } from '../sealing.ts'
import type { Secrets } from '../secrets-port.ts'
import { witnessFileOf } from './witness.ts'

/**
 * What keeps the journal's signing key and what is remembered of it: the station's keeper of secrets, and
 * where the system has none from the start, a key file of the account. A journal that has begun with one
 * of the two never goes on with the other.
 */
export async function keeperOfJournal(registryFile: string, secrets: Secrets): Promise<Secrets> {
  const file = join(dirname(registryFile), 'journal.key')
  if (await isThere(file)) return createAccountFileSecrets(file)
  const hasBegun = await isThere(witnessFileOf(registryFile))
  if (hasBegun || (await secrets.available())) return secrets
  return createAccountFileSecrets(file)
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
