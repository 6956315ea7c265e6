import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { invalidField, notFound, OktaError } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { noContent, ok, param } from '../http/exchange.ts'
import { page } from '../http/links.ts'
import { newId } from '../ids.ts'
import { log, userTarget } from '../organization/log.ts'
import { timestamp } from '../time.ts'
import { maySee, requireUser } from './find-user.ts'
import { groupView } from './group-view.ts'
import { matches } from './match.ts'
import type { OktaGroup } from './records.ts'
import type { Dialect } from './search-expression.ts'
import { parseExpression } from './search-expression.ts'
import { userView } from './user-view.ts'

const SEARCH: Dialect = {
  operators: ['eq', 'sw', 'co', 'gt', 'ge', 'lt', 'le', 'pr'],
  isAttribute: (name) => name in attributes(EXAMPLE),
  containsAttributes: ['profile.name', 'profile.description'],
}

const EXAMPLE: OktaGroup = {
  id: '',
  type: 'OKTA_GROUP',
  managedByRule: false,
  profile: { name: '', description: null },
  members: new Set(),
  created: 0,
  lastUpdated: 0,
  lastMembershipUpdated: 0,
}

function attributes(group: OktaGroup): Readonly<Record<string, unknown>> {
  return {
    id: group.id,
    type: group.type,
    'profile.name': group.profile.name,
    'profile.description': group.profile.description,
    created: timestamp(group.created),
    lastUpdated: timestamp(group.lastUpdated),
    lastMembershipUpdated: timestamp(group.lastMembershipUpdated),
  }
}

/** `GET /api/v1/groups`: by `search` or `filter`, by `q` (beginning of the name), or all. */
export function listGroups(call: Call): Reply {
  const { query, base } = call.request
  const q = query.get('q')?.toLowerCase() ?? null
  const text = query.get('search') ?? query.get('filter')
  const expression = text === null ? null : parseExpression(text, SEARCH)
  const found = [...call.state.groups.values()].filter((group) => {
    if (q !== null) return group.profile.name.toLowerCase().startsWith(q)
    return expression === null || matches(expression, (name) => attributes(group)[name])
  })
  const limits = { default: 10_000, most: 10_000, fault: call.pageSize }
  return page(call.request, found, limits, (group) => groupView(group, base))
}

const requestSchema = z.object({
  profile: z.object({
    name: z.string().min(1).max(255),
    description: z.string().max(1024).nullable().optional(),
  }),
})

/** `POST /api/v1/groups`. */
export function addGroup(call: Call): Reply {
  const { profile } = readJson(call.request, requestSchema)
  const { state } = call
  if ([...state.groups.values()].some((group) => group.profile.name === profile.name)) {
    throw invalidField('name', 'An object with this field already exists')
  }
  const now = state.now()
  const group: OktaGroup = {
    ...EXAMPLE,
    id: newId('00g', state.random),
    profile: { name: profile.name, description: profile.description ?? null },
    members: new Set(),
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
  }
  state.groups.set(group.id, group)
  return ok(groupView(group, call.request.base))
}

/** `GET /api/v1/groups/{groupId}`. */
export function getGroup(call: Call): Reply {
  return ok(groupView(requireGroup(call), call.request.base))
}

/** `GET /api/v1/groups/{groupId}/users`. */
export function listGroupUsers(call: Call): Reply {
  const { members } = requireGroup(call)
  const users = [...call.state.users.values()].filter(
    (user) => members.has(user.id) && maySee(call, user),
  )
  const limits = { default: 1000, most: 1000, fault: call.pageSize }
  return page(call.request, users, limits, (user) => userView(user, call.request.base))
}

/** `PUT /api/v1/groups/{groupId}/users/{userId}`: also when the person is in the group already. */
export function assignUser(call: Call): Reply {
  return changeMembership(call, true)
}

/** `DELETE /api/v1/groups/{groupId}/users/{userId}`. */
export function unassignUser(call: Call): Reply {
  return changeMembership(call, false)
}

/** `GET /api/v1/users/{id}/groups`. */
export function listUserGroups(call: Call): Reply {
  const user = requireUser(call, 'id')
  const groups = [...call.state.groups.values()].filter(({ members }) => members.has(user.id))
  return ok(groups.map((group) => groupView(group, call.request.base)))
}

function requireGroup(call: Call): OktaGroup {
  const id = param(call, 'groupId')
  const group = call.state.groups.get(id)
  if (group === undefined) throw notFound(id, 'UserGroup')
  return group
}

function changeMembership(call: Call, isMember: boolean): Reply {
  const group = requireGroup(call)
  const user = requireUser(call, 'userId')
  if (group.type !== 'OKTA_GROUP') throw new OktaError('E0000060', { reason: group.type })
  if (group.managedByRule) throw new OktaError('E0000006', { reason: 'managed-by-rule' })
  if (group.members.has(user.id) === isMember) return noContent()
  if (isMember) group.members.add(user.id)
  else group.members.delete(user.id)
  group.lastMembershipUpdated = call.state.now()
  const { id, profile } = group
  const target = { id, type: 'UserGroup', alternateId: 'unknown', displayName: profile.name }
  const event = isMember ? 'group.user_membership.add' : 'group.user_membership.remove'
  log(call, event, [userTarget(user), target])
  return noContent()
}
