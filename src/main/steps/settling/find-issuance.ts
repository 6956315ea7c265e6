import type { Issuance, IssuanceState, Person } from '../../../shared/records.ts'
import type { AtDesk } from '../../desk/at-key.ts'
import type { Desk } from '../../desk/desk.ts'
import { ProcedureError } from '../../procedure-error.ts'

/**
 * The issuance and those made in one go with it, in one of the states in which the procedure makes
 * sense. Throws ProcedureError `issuance-not-found`, `wrong-state` or `still-uncertain`.
 */
export async function findBundle(
  { desk, talk }: AtDesk,
  id: string,
  states: readonly IssuanceState[],
): Promise<readonly [Issuance, ...Issuance[]]> {
  talk.show('find-issuance')
  const row = await findRow(desk, id)
  talk.know({ person: personOf(row) })
  if (!states.includes(row.state))
    throw new ProcedureError({ code: 'wrong-state', state: row.state })
  const bundle = await desk.registry.issuances.listBundle(row.bundleId)
  const others = bundle.filter((one) => one.id !== row.id && states.includes(one.state))
  for (const { act } of [row, ...others]) {
    if (act !== null) throw new ProcedureError({ code: 'still-uncertain', act })
  }
  return [row, ...others]
}

/** The row by its id. Throws ProcedureError `issuance-not-found`. */
export async function findRow({ registry }: Desk, id: string): Promise<Issuance> {
  const row = await registry.issuances.find(id)
  if (row) return row
  throw new ProcedureError({ code: 'issuance-not-found' })
}

/** The holder as the row knows them, where the provider need not be asked. */
export function personOf({ personId, login, personName }: Issuance): Person {
  const name = { firstName: personName, lastName: '' }
  return { id: personId, login, email: login, ...name, status: 'UNKNOWN' }
}
