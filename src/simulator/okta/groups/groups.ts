import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { invalidField } from '../http/errors.ts'
import { ok, param, type Call, type Reply } from '../http/exchange.ts'
import { page } from '../http/links.ts'
import { newId } from '../ids.ts'
import type { OktaGroup } from '../people/records.ts'
import { requireGroup } from './find-group.ts'
import { groupTest } from './group-search.ts'
import { groupView } from './group-view.ts'

/** `GET /api/v1/groups`: by `search` or `filter`, by `q` (beginning of the name), or all. */
export function listGroups(call: Call): Reply {
  const { query, base } = call.request
  const found = [...call.state.groups.values()].filter(wanted(query))
  const limits = { default: 10_000, most: 10_000, fault: call.pageSize }
  return page(call.request, found, limits, (group) => groupView(group, base))
}

function wanted(query: URLSearchParams): (group: OktaGroup) => boolean {
  const q = query.get('q')?.toLowerCase()
  if (q !== undefined) return ({ profile }) => profile.name.toLowerCase().startsWith(q)
  const text = query.get('search') ?? query.get('filter')
  return text === null ? () => true : groupTest(text)
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
    id: newId('00g', state.random),
    profile: { name: profile.name, description: profile.description ?? null },
    type: 'OKTA_GROUP',
    isManagedByRule: false,
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
  const group = requireGroup(call.state, param(call, 'groupId'))
  return ok(groupView(group, call.request.base))
}
