import type { Issuance } from '../../shared/records.ts'
import type { Desk } from '../desk.ts'
import { IdpError } from '../idp.ts'
import { aboutRow, writeFact } from '../office.ts'
import type { Work } from '../work.ts'

/**
 * What the key held before it was wiped: those issuances are over, their factors of no use to anybody,
 * their sealed PINs worth nothing. A factor that cannot be deleted now keeps its row unfinished.
 */
export async function revokeFormer({ desk, session, issuanceId, procedure }: Work): Promise<void> {
  const { issuances } = desk.registry
  const rows = await issuances.listOnKey(session.identity)
  const former = rows.filter(({ id }) => id !== issuanceId)
  // More than one: a number that several keys share says nothing of this one.
  if (former.length > 1) return
  await issuances.purgePinsOnKey(session.identity, issuanceId)
  for (const row of former) {
    await issuances.update(row.id, { act: 'deleting' })
    const isGone = await isFactorGone(desk, row)
    const end = isGone
      ? ({ state: 'revoked', act: null } as const)
      : ({ state: 'unfinished' } as const)
    await issuances.update(row.id, end)
    if (isGone) await writeFact(desk, 'issuance-revoked', aboutRow(procedure, row))
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
