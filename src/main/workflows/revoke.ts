import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { eraseRevoked } from '../steps/erase/erase-revoked.ts'
import { findKeyOf } from '../steps/key/take-key.ts'
import { confirmChange } from '../steps/provider/confirm-change.ts'
import { findBundle, findRow } from '../steps/settling/find-issuance.ts'
import { revokeRows } from '../steps/settling/revoke-rows.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** The rail of a revocation, in order. */
export const revokeSteps: readonly StepName[] = Object.freeze([
  'find-issuance',
  'revoke',
  'erase-key',
])

/** Which issuance. */
export interface RevokeOrder {
  readonly issuanceId: string
}

/**
 * Over for good: first its factor at the provider is deleted, then its key is erased if it is in the
 * slot. What became of a key that is elsewhere is recorded as unknown.
 */
export async function revoke(where: AtDesk, { issuanceId }: RevokeOrder): Promise<ChangedOutcome> {
  const { desk, talk } = where
  const rows = await findBundle(where, issuanceId, ['issued', 'active', 'inactive'])
  await confirmChange(talk, 'revoke', rows[0], null)
  // Before they are revoked: a key without a serial number is known by what it holds.
  const taken = await findKeyOf(where, rows[0], 'erase-key')
  const session = taken?.at.session ?? null
  try {
    await withClaims(desk, rows, async () => {
      talk.show('revoke')
      await talk.hold(() => revokeRows(desk, 'revoke', rows, session !== null))
      if (!taken) return talk.skip('erase-key')
      await eraseRevoked(taken.at, 'revoke', rows, taken.known)
    })
  } finally {
    await session?.close()
  }
  const issuance = await findRow(desk, issuanceId)
  return { kind: 'changed', change: 'revoked', issuance, key: session?.key ?? null }
}
