import type { Issuance } from '../../shared/records.ts'
import { retireFormers } from './former-issuances.ts'
import { isCertain } from './key-status.ts'
import type { Recognised } from './recognise-key.ts'
import type { Wipe } from './reinsert-key.ts'
import { resetKey } from './reset-key.ts'
import { wipeUnrecognised } from './wipe-unrecognised.ts'

/**
 * Wipes a key and what the registry knows to be on it: the rows name the act before it is tried, for
 * they are as uncertain as the key, and are committed to the deletion of their factors after it. Of what
 * nobody recognised, nobody knows after it whether it was there. `rows`: those to end, where not all.
 */
export async function wipeKey(
  wipe: Wipe,
  found: Recognised,
  rows: readonly Issuance[] = found.rows,
): Promise<void> {
  const { issuances } = wipe.desk.registry
  for (const { id } of rows) await issuances.update(id, { act: 'erasing' })
  try {
    await wipeUnrecognised(wipe, found.unrecognised, () => resetKey(wipe, found))
  } catch (error) {
    if (isCertain(error)) for (const { id } of rows) await issuances.update(id, { act: null })
    throw error
  }
  await retireFormers(wipe.desk, rows)
}
