import type { Issuance } from '../../shared/records.ts'
import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import type { Desk } from '../desk/desk.ts'
import { aboutRow, writeFact } from '../desk/facts.ts'
import { ProcedureError } from '../procedure-error.ts'
import { askIfErased } from '../steps/erase/ask-if-erased.ts'
import { eraseToFinish } from '../steps/erase/erase-to-finish.ts'
import { takeKeyOf } from '../steps/key/take-key.ts'
import { findRow, personOf } from '../steps/settling/find-issuance.ts'
import { resolveAtProvider, restingState } from '../steps/settling/resolve-at-provider.ts'
import { notErased, resolveOnKey } from '../steps/settling/resolve-on-key.ts'
import { revokeRows } from '../steps/settling/revoke-rows.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** The rail of finishing what was interrupted, in order. */
export const finishSteps: readonly StepName[] = Object.freeze([
  'find-issuance',
  'finish',
  'insert-key',
  'erase-key',
])

/** Which issuance; `withoutKey`: its key is gone for good. */
export interface FinishOrder {
  readonly issuanceId: string
  readonly withoutKey: boolean
}

/**
 * Brings an interrupted act to an end that is true: by what the provider says, then by what the key
 * says, and where neither tells, by erasing the key. A key that is gone is recorded as unknown.
 */
export async function finishUnfinished(where: AtDesk, order: FinishOrder): Promise<ChangedOutcome> {
  const { desk, talk } = where
  talk.show('find-issuance')
  const row = await findRow(desk, order.issuanceId)
  talk.know({ person: personOf(row) })
  if (row.act === null) throw new ProcedureError({ code: 'wrong-state', state: row.state })
  await withClaims(desk, [row], async () => {
    talk.show('finish')
    const changes = await resolveAtProvider(desk, row)
    if (changes) await desk.registry.issuances.update(row.id, changes)
    else if (order.withoutKey) await closeWithoutKey(desk, row)
    else await finishOnKey(where, await findRow(desk, row.id))
    const now = await findRow(desk, row.id)
    await writeFact(desk, 'issuance-settled', aboutRow('finish-unfinished', now))
  })
  const issuance = await findRow(desk, order.issuanceId)
  return { kind: 'changed', change: 'finished', issuance, key: talk.facts.key ?? null }
}

/** One that was to be erased is revoked: its factor must not outlive a key nobody can look at. */
async function closeWithoutKey(desk: Desk, row: Issuance): Promise<void> {
  const { issuances } = desk.registry
  const isLive = ['issued', 'active', 'inactive'].includes(row.state)
  if (row.act === 'erasing' && isLive) await revokeRows(desk, 'finish-unfinished', [row])
  else await issuances.update(row.id, { act: null, state: restingState(row), onKey: 'unknown' })
}

async function finishOnKey(where: AtDesk, row: Issuance): Promise<void> {
  const { at, known } = await takeKeyOf(where, row)
  const { desk, talk, session } = at
  try {
    talk.show('finish')
    const changes = await resolveOnKey(desk, session, row, talk.signal)
    if (changes) return await desk.registry.issuances.update(row.id, changes)
    if (row.act === 'erasing') {
      const told = known ? notErased(row) : await askIfErased(at, row)
      return await desk.registry.issuances.update(row.id, told)
    }
    if (row.act !== null && row.act !== 'creating') {
      throw new ProcedureError({ code: 'still-uncertain', act: row.act })
    }
    await eraseToFinish(at, row, known)
  } finally {
    await session.close()
  }
}
