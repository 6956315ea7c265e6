import type { Issuance } from '../../../shared/records.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { ProcedureError } from '../../procedure-error.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import { recogniseAmong } from '../key/recognise-key.ts'
import { credentialGone, notErased } from '../settling/resolve-on-key.ts'

/**
 * A key that was to be erased has a PIN and does not tell what else is on it: its PIN or a person says
 * whether the credential of this row is. Throws ProcedureError `still-uncertain` where nobody knows.
 */
export async function askIfErased(at: AtKey, row: Issuance): Promise<IssuanceChanges> {
  const { rows, ...told } = await recogniseAmong(at, 'finish', [row])
  const isUnknown = told.unrecognised.length > 0 && told.isDisowned !== true
  if (isUnknown) throw new ProcedureError({ code: 'still-uncertain', act: 'erasing' })
  return rows.length > 0 ? notErased(row) : await credentialGone(at.desk, row)
}
