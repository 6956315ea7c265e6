import type { Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'

/**
 * The PIN that is sealed for a key: it has one, in one row of those that were made in one go. Null where
 * none is sealed. The caller zeroes it.
 */
export async function openSealedPin(
  { registry }: Pick<Desk, 'registry'>,
  bundle: readonly Issuance[],
): Promise<Uint8Array | null> {
  const sealed = bundle.find(({ hasSealedPin }) => hasSealedPin)
  return sealed ? await registry.issuances.openPin(sealed.id) : null
}
