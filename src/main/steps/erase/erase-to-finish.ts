import type { Issuance } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { holderOf } from '../key/check-key.ts'
import { recogniseKey, type Recognised } from '../key/recognise-key.ts'
import { deleteFormers } from '../settling/former-issuances.ts'
import { resolveOnKey } from '../settling/resolve-on-key.ts'
import { withClaims } from '../settling/with-claims.ts'
import { settleBeforeErase, eraseOnKey } from './erase-on-key.ts'
import { confirmErase } from './reset-key.ts'

/**
 * Erases the key of a row whose act neither the provider nor the key can tell the end of: it may hold a
 * credential that is nobody's, and the PIN to look for it is not the station's. What else was issued on
 * it is over with it. `known`: where the key was recognised before.
 */
export async function eraseToFinish(
  at: AtKey,
  row: Issuance,
  known: Recognised | null,
): Promise<void> {
  const { desk, talk, session } = at
  const found = known ?? (await recogniseKey(at, 'erase-key'))
  const others = found.rows.filter(({ id }) => id !== row.id)
  await confirmErase(at, holderOf(others))
  await withClaims(desk, others, async () => {
    await settleBeforeErase(desk, others)
    await eraseOnKey(at, found, others)
    await writeFact(desk, 'key-erased', aboutRow('finish-unfinished', row))
    await deleteFormers(desk, 'finish-unfinished', others)
  })
  const changes = await resolveOnKey(desk, session, row, talk.signal)
  await desk.registry.issuances.update(row.id, { ...changes, onKey: 'wiped' })
}
