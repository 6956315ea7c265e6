import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk.ts'
import { IdpError } from '../idp.ts'
import { aboutRow, writeFact } from '../office.ts'
import type { Work } from '../work.ts'

/**
 * What the key held before it was wiped: that issuance is over, its factor of no use to anybody, sealed
 * PINs of the key worth nothing. A factor that cannot be deleted now keeps its row unfinished.
 */
export async function revokeFormer({ desk, session, issuanceId, procedure }: Work): Promise<void> {
  const { issuances } = desk.registry
  const rows = await issuances.listOnKey(session.identity)
  const [former, ...others] = rows.filter(({ id }) => id !== issuanceId)
  // More than one: a number that several keys share says nothing of this one.
  if (others.length > 0) return
  await issuances.purgePinsOnKey(session.identity, issuanceId)
  if (!former) return
  await issuances.update(former.id, { act: 'deleting' })
  if (await isFactorGone(desk, former)) {
    await issuances.update(former.id, { state: 'revoked', act: null })
    await writeFact(desk, 'issuance-revoked', aboutRow(procedure, former))
  } else {
    await issuances.update(former.id, { state: 'unfinished' })
  }
}

async function isFactorGone({ provider }: Desk, row: Issuance): Promise<boolean> {
  if (row.factorId === null) return true
  if (row.provider !== provider.host) return false
  try {
    await provider.deleteFactor(row.personId, row.factorId)
    return true
  } catch (error) {
    if (error instanceof IdpError) return false
    throw error
  }
}
