import type { Issuance } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import type { AuditProcedure } from '../audit/entry.ts'
import type { Desk } from '../desk.ts'
import { aboutRow, writeFact } from '../office.ts'

/** Whether anything is done at the provider when the key becomes active, besides its registration. */
export function hasActivation({ groups, attribute }: Template): boolean {
  return groups.length > 0 || attribute !== null
}

/**
 * Opens the gate of a registered issuance: the groups of the template are joined, its attribute is
 * set, and the row is active. Every call may be repeated.
 */
export async function activateRow(
  desk: Desk,
  procedure: AuditProcedure,
  row: Issuance,
  signal?: AbortSignal,
): Promise<void> {
  const { issuances } = desk.registry
  await issuances.update(row.id, { act: 'activating' })
  await openAtProvider(desk, procedure, row, signal)
  await issuances.update(row.id, { state: 'active', act: null })
  if (row.state !== 'active') await writeFact(desk, 'issuance-activated', aboutRow(procedure, row))
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
function groupsOf({ groups, activation }: Template): Template['groups'] {
  const isGate = activation.when === 'hand-over' && activation.gate === 'group'
  return isGate ? [...groups, activation.group] : groups
}
