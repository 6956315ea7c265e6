import type { Issuance, Procedure } from '../../../shared/records.ts'
import type { InactiveMeans } from '../../../shared/template.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'

/** Does at the provider what makes keys inactive. May be repeated. */
export async function makeInactive(
  desk: Desk,
  procedure: Procedure,
  row: Issuance,
  means: InactiveMeans,
): Promise<void> {
  const { provider } = desk
  switch (means.means) {
    case 'suspend-person':
      await provider.suspendPerson(row.personId)
      return await writeFact(desk, 'person-suspended', aboutRow(procedure, row))
    case 'leave-group':
      await provider.leaveGroup(row.personId, means.group.id)
      return await writeFact(desk, 'group-left', aboutRow(procedure, row))
    case 'delete-factor':
      if (row.factorId !== null) await provider.deleteFactor(row.personId, row.factorId)
      return await writeFact(desk, 'factor-deleted', aboutRow(procedure, row))
  }
}

/** Undoes exactly what was done; a deleted factor comes back with the key alone, not here. */
export async function makeActiveAgain(
  desk: Desk,
  procedure: Procedure,
  row: Issuance,
  means: Exclude<InactiveMeans, { readonly means: 'delete-factor' }>,
): Promise<void> {
  const { provider } = desk
  if (means.means === 'suspend-person') {
    await provider.unsuspendPerson(row.personId)
    return await writeFact(desk, 'person-unsuspended', aboutRow(procedure, row))
  }
  await provider.joinGroup(row.personId, means.group.id)
  await writeFact(desk, 'group-joined', aboutRow(procedure, row))
}

/** Every issuance that these means touch: of the whole person, or made in one go. */
export async function rowsTouchedBy(
  { registry, provider }: Desk,
  means: InactiveMeans,
  bundle: readonly Issuance[],
  state: Issuance['state'],
): Promise<readonly Issuance[]> {
  const [first] = bundle
  if (!first || means.means !== 'suspend-person') return bundle
  const all = await registry.issuances.listOfPerson(first.personId, provider.host)
  const asked = new Set(bundle.map(({ id }) => id))
  // What was made inactive by other means stays so when the person is let in again.
  const isTouched = ({ id, inactiveBy }: Issuance): boolean =>
    state !== 'inactive' || inactiveBy?.means === means.means || asked.has(id)
  return all.filter((row) => row.state === state && row.act === null && isTouched(row))
}
