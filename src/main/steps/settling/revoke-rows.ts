import type { Issuance, Procedure } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { settleChange } from './settle-change.ts'

/**
 * Deletes the factors of issuances at the provider: nobody signs in with them again. The keys are left
 * as they are; of one that is not here, nobody knows from now on what is on it.
 */
export async function revokeRows(
  desk: Desk,
  procedure: Procedure,
  rows: readonly Issuance[],
  isKeyHere = false,
): Promise<void> {
  const { registry, provider } = desk
  for (const row of rows) {
    await settleChange(desk, [row], { act: 'deleting' }, async () => {
      if (row.factorId !== null) await provider.deleteFactor(row.personId, row.factorId)
    })
    const onKey = row.onKey === 'credential' && !isKeyHere ? 'unknown' : row.onKey
    await registry.issuances.update(row.id, { state: 'revoked', act: null, held: null, onKey })
    await writeFact(desk, 'issuance-revoked', aboutRow(procedure, row))
  }
}
