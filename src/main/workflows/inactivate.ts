import type { ChangedOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk } from '../desk/at-key.ts'
import { aboutRow, writeFact } from '../desk/facts.ts'
import { makeInactive, rowsTouchedBy } from '../steps/provider/change-means.ts'
import { confirmChange } from '../steps/provider/confirm-change.ts'
import { findBundle, findRow } from '../steps/settling/find-issuance.ts'
import { settleChange } from '../steps/settling/settle-change.ts'
import { withClaims } from '../steps/settling/with-claims.ts'

/** The rail of making a key inactive, in order. */
export const inactivateSteps: readonly StepName[] = Object.freeze(['find-issuance', 'inactivate'])

/** Nobody can sign in with the key until it is made active again, by the means of its template. */
export async function inactivate(
  where: AtDesk,
  { issuanceId }: { readonly issuanceId: string },
): Promise<ChangedOutcome> {
  const { desk, talk } = where
  const bundle = await findBundle(where, issuanceId, ['active'])
  const [first] = bundle
  const means = first.template.inactive
  await confirmChange(talk, 'inactivate', first, means)
  const rows = await rowsTouchedBy(desk, means, bundle, 'active')
  await withClaims(desk, rows, async () => {
    talk.show('inactivate')
    await talk.hold(() =>
      settleChange(desk, rows, { act: 'inactivating', inactiveBy: means }, async () => {
        const touched = means.means === 'suspend-person' ? [first] : rows
        for (const row of touched) await makeInactive(desk, 'inactivate', row, means)
      }),
    )
    const gone = means.means === 'delete-factor' ? { factorId: null } : {}
    for (const row of rows) {
      await desk.registry.issuances.update(row.id, { state: 'inactive', act: null, ...gone })
      await writeFact(desk, 'issuance-inactivated', aboutRow('inactivate', row))
    }
  })
  const issuance = await findRow(desk, issuanceId)
  return { kind: 'changed', change: 'inactivated', issuance, key: null }
}
