import type { Act, Issuance } from '../../../shared/records.ts'
import type { InactiveMeans } from '../../../shared/template.ts'
import type { Desk } from '../../desk/desk.ts'
import { ProviderError } from '../../provider/provider.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import { resolveAtProvider } from './resolve-at-provider.ts'

/** What rows are committed to before it is tried. */
export interface Commitment {
  readonly act: Act
  readonly inactiveBy?: InactiveMeans
}

/**
 * Commits live rows to an act, tries it, and leaves their act to recovery only when not even a look at
 * the provider tells what became of it. Throws what it was refused with.
 */
export async function settleChange(
  desk: Desk,
  rows: readonly Issuance[],
  commitment: Commitment,
  work: () => Promise<void>,
): Promise<void> {
  for (const { id } of rows) await desk.registry.issuances.update(id, commitment)
  try {
    await work()
  } catch (error) {
    for (const row of rows) await settleRow(desk, { ...row, ...commitment })
    throw error
  }
}

/** Writes what became of the act a row names; null where not even a look at the provider tells. */
export async function settleRow(desk: Desk, row: Issuance): Promise<IssuanceChanges | null> {
  try {
    const changes = await resolveAtProvider(desk, row)
    if (changes) await desk.registry.issuances.update(row.id, changes)
    return changes
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return null
  }
}
