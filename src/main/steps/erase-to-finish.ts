import type { Issuance } from '../../shared/records.ts'
import { aboutRow, writeFact } from '../office.ts'
import { holderOf } from './check-key.ts'
import { deleteFormers } from './former-issuances.ts'
import { recogniseKey, type Recognised } from './recognise-key.ts'
import type { Wipe } from './reinsert-key.ts'
import { confirmErase } from './reset-key.ts'
import { resolveOnKey } from './resolve-on-key.ts'
import { settleBeforeWipe, wipeKey } from './wipe-key.ts'
import { withClaims } from './with-claims.ts'

/**
 * Erases the key of a row whose act neither the provider nor the key can tell the end of: it may hold a
 * credential that is nobody's, and the PIN to look for it is not the station's. What else was issued on
 * it is over with it. `known`: where the key was recognised before.
 */
export async function eraseToFinish(
  wipe: Wipe,
  row: Issuance,
  known: Recognised | null,
): Promise<void> {
  const { desk, talk, session } = wipe
  const found = known ?? (await recogniseKey(desk, talk, session, 'erase-key'))
  const others = found.rows.filter(({ id }) => id !== row.id)
  await confirmErase(talk, session, holderOf(others))
  await withClaims(desk, others, async () => {
    await settleBeforeWipe(desk, others)
    await wipeKey(wipe, found, others)
    await writeFact(desk, 'key-erased', aboutRow('finish-unfinished', row))
    await deleteFormers(desk, 'finish-unfinished', others)
  })
  const changes = await resolveOnKey(desk, session, row, talk.signal)
  await desk.registry.issuances.update(row.id, { ...changes, onKey: 'wiped' })
}
