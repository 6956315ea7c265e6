import type { Issuance } from '../../shared/records.ts'
import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { InactiveMeans } from '../../shared/template.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { aboutRow, writeFact } from '../desk/facts.ts'
import { registerAgain } from '../steps/credential/register-again.ts'
import { stateLetIn } from '../steps/pin/pin-gate.ts'
import { makeActiveAgain, rowsTouchedBy } from '../steps/provider/change-means.ts'
import { confirmChange } from '../steps/provider/confirm-change.ts'
import { refuseSuspended } from '../steps/provider/refuse-suspended.ts'
import { findBundle, findRow } from '../steps/settling/find-issuance.ts'
import { settleChange } from '../steps/settling/settle-change.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** The rail of making a key active again, in order. */
export const reactivateSteps: readonly StepName[] = Object.freeze([
  'find-issuance',
  'reactivate',
  'insert-key',
  'enroll-factor',
  'create-credential',
  'register-credential',
  'prove-credential',
])

/** Which issuance. */
export interface ReactivateOrder {
  readonly issuanceId: string
}

/** Undoes exactly what made the key inactive; where its factor was deleted, the key is needed. */
export async function reactivate(
  where: AtDesk,
  { issuanceId }: ReactivateOrder,
): Promise<ChangedOutcome> {
  const { desk, talk } = where
  const bundle = await findBundle(where, issuanceId, ['inactive'])
  const [first] = bundle
  await refuseSuspended(desk, bundle)
  const means = first.inactiveBy ?? first.template.inactive
  await confirmChange(talk, 'reactivate', first, means)
  const rows = await rowsTouchedBy(desk, means, bundle, 'inactive')
  await withClaims(desk, rows, async () => {
    if (means.means === 'delete-factor') await registerAgain(where, bundle)
    else await undo(where, rows, means)
    for (const row of rows) {
      // What was made anew may wait for its hand-over again.
      const state = stateLetIn(await findRow(desk, row.id))
      await desk.registry.issuances.update(row.id, { state, act: null, inactiveBy: null })
      await writeFact(desk, 'issuance-reactivated', aboutRow('reactivate', row))
    }
  })
  const issuance = await findRow(desk, issuanceId)
  return { kind: 'changed', change: 'reactivated', issuance, key: talk.facts.key ?? null }
}

async function undo(
  { desk, talk }: AtDesk,
  rows: readonly Issuance[],
  means: Exclude<InactiveMeans, { readonly means: 'delete-factor' }>,
): Promise<void> {
  for (const step of reactivateSteps.slice(2)) talk.skip(step)
  talk.show('reactivate')
  await talk.hold(() =>
    settleChange(desk, rows, { act: 'reactivating' }, async () => {
      const touched = means.means === 'suspend-person' ? rows.slice(0, 1) : rows
      for (const row of touched) await makeActiveAgain(desk, 'reactivate', row, means)
    }),
  )
}
