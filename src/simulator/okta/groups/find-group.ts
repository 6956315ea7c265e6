import { notFound, OktaError } from '../http/errors.ts'
import type { OktaGroup } from '../people/records.ts'
import type { OktaState } from '../state.ts'

/** A group by id. */
export function requireGroup(state: OktaState, id: string): OktaGroup {
  const group = state.groups.get(id)
  if (group === undefined) throw notFound(id, 'UserGroup')
  return group
}

/** A group whose members are changed by hand: an OKTA_GROUP without a rule. */
export function requireOpenGroup(state: OktaState, id: string): OktaGroup {
  const group = requireGroup(state, id)
  if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000060', { reason: group.type })
  if (group.isManagedByRule) throw new OktaError('E0000006', { reason: 'managed-by-rule' })
  return group
}

/** The group that holds everybody. */
export function everyone(state: OktaState): OktaGroup {
  const group = [...state.groups.values()].find(({ type }) => type === 'BUILT_IN')
  if (group === undefined) throw new Error('every organization has a group Everyone')
  return group
}
