import { gateGroupOf } from '../../../shared/gates.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { InactiveMeans, Template } from '../../../shared/template.ts'
import type { Desk } from '../../desk/desk.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import type { AuditProcedure } from '../../store/journal/entry.ts'

/** Whether anything is done at the provider when the key becomes active, besides its registration. */
export function hasActivation({ groups, attribute }: Template): boolean {
  return groups.length > 0 || attribute !== null
}

/**
 * Opens the gate of a registered issuance: the groups of the template are joined, its attribute is
 * set, and the row is active, or as inactive as its person. Every call may be repeated. Resolves with
 * what is true of the row.
 */
export async function activateRow(
  desk: Desk,
  procedure: AuditProcedure,
  row: Issuance,
  signal?: AbortSignal,
): Promise<IssuanceChanges> {
  const { issuances } = desk.registry
  await issuances.update(row.id, { act: 'activating' })
  await openAtProvider(desk, procedure, row, signal)
  const shutOut = await findShutOut(desk, row, signal)
  const changes = {
    state: shutOut ? 'inactive' : 'active',
    act: null,
    inactiveBy: shutOut,
  } as const
  await issuances.update(row.id, changes)
  const fact = shutOut ? 'issuance-inactivated' : 'issuance-activated'
  if (row.state !== changes.state) await writeFact(desk, fact, aboutRow(procedure, row))
  return changes
}

/** What keeps out a person whose other key is inactive because they are suspended; null for nothing. */
async function findShutOut(
  { registry, provider }: Desk,
  { id, state, personId }: Issuance,
  signal?: AbortSignal,
): Promise<InactiveMeans | null> {
  if (state !== 'issued') return null
  const rows = await registry.issuances.listOfPerson(personId, provider.host)
  const others = rows.filter((one) => one.id !== id && one.state === 'inactive')
  const means = others.find(({ inactiveBy }) => inactiveBy?.means === 'suspend-person')?.inactiveBy
  if (!means) return null
  const { status } = await provider.getPerson(personId, signal)
  return status === 'SUSPENDED' ? means : null
}

async function openAtProvider(
  desk: Desk,
  procedure: AuditProcedure,
  row: Issuance,
  signal?: AbortSignal,
): Promise<void> {
  const { provider } = desk
  const { personId, template } = row
  for (const { id } of groupsOf(template)) {
    await provider.joinGroup(personId, id, signal)
    await writeFact(desk, 'group-joined', aboutRow(procedure, row))
  }
  if (template.attribute === null) return
  const { name, value } = template.attribute
  await provider.setProfileAttribute(personId, name, value, signal)
  await writeFact(desk, 'attribute-set', aboutRow(procedure, row))
}

/** The group that is the gate comes last: until then nobody can sign in. */
function groupsOf(template: Template): Template['groups'] {
  const gate = gateGroupOf(template)
  return gate ? [...template.groups, gate] : template.groups
}
