import type { Issuance } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import type { Desk } from '../../desk/desk.ts'
import { isCertain } from '../key/key-status.ts'
import type { Recognised } from '../key/recognise-key.ts'
import { findRow } from '../settling/find-issuance.ts'
import { retireOnKey } from '../settling/former-issuances.ts'
import { resolveAtProvider } from '../settling/resolve-at-provider.ts'
import { noteUnrecognised } from './note-unrecognised.ts'
import { resetKey } from './reset-key.ts'

/**
 * Brings what these rows were interrupted in to its end, as far as the provider can tell, so that an
 * erasure that does not come about leaves each of them as it is there. Throws ProviderError.
 */
export async function settleBeforeErase(desk: Desk, rows: readonly Issuance[]): Promise<void> {
  for (const { id } of rows) {
    const row = await findRow(desk, id)
    if (row.act === null || row.provider !== desk.provider.host) continue
    const changes = await resolveAtProvider(desk, row)
    if (changes) await desk.registry.issuances.update(id, changes)
  }
}

/**
 * Erases a key and what the registry knows to be on it: the rows name the act before it is tried, for
 * they are as uncertain as the key, and are committed to the deletion of their factors after it. A row
 * that names an act already keeps it: it is uncertain, and whether the key was erased shows all the same.
 * Of what nobody recognised, nobody knows after it whether it was there. `rows`: those to end, where not
 * all.
 */
export async function eraseOnKey(
  at: AtKey,
  found: Recognised,
  rows: readonly Issuance[] = found.rows,
): Promise<void> {
  const { issuances } = at.desk.registry
  const now = await Promise.all(rows.map(({ id }) => findRow(at.desk, id)))
  const free = now.filter(({ act }) => act === null)
  for (const { id } of free) await issuances.update(id, { act: 'erasing' })
  try {
    await noteUnrecognised(at, found.unrecognised, () => resetKey(at, found))
  } catch (error) {
    if (isCertain(error)) for (const { id } of free) await issuances.update(id, { act: null })
    throw error
  }
  await retireOnKey(at.desk, at.session, rows)
}
