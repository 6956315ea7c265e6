import { noContent, ok, param, type Call, type Reply } from '../http/exchange.ts'
import { page } from '../http/links.ts'
import { log, userTarget } from '../organization/log.ts'
import { maySee, requireUser } from '../people/find-user.ts'
import { userView } from '../people/user-view.ts'
import { requireGroup, requireOpenGroup } from './find-group.ts'
import { groupView } from './group-view.ts'

/** `GET /api/v1/groups/{groupId}/users`. */
export function listGroupUsers(call: Call): Reply {
  const { members } = requireGroup(call.state, param(call, 'groupId'))
  const users = [...call.state.users.values()].filter(
    (user) => members.has(user.id) && maySee(call, user),
  )
  const limits = { default: 1000, most: 1000, fault: call.pageSize }
  return page(call.request, users, limits, (user) => userView(user, call.request.base))
}

/** `GET /api/v1/users/{id}/groups`. */
export function listUserGroups(call: Call): Reply {
  const user = requireUser(call, 'id')
  const groups = [...call.state.groups.values()].filter(({ members }) => members.has(user.id))
  return ok(groups.map((group) => groupView(group, call.request.base)))
}

/** `PUT /api/v1/groups/{groupId}/users/{userId}`: also when the person is in the group already. */
export function assignUser(call: Call): Reply {
  return changeMembership(call, true)
}

/** `DELETE /api/v1/groups/{groupId}/users/{userId}`. */
export function unassignUser(call: Call): Reply {
  return changeMembership(call, false)
}

function changeMembership(call: Call, isMember: boolean): Reply {
  const group = requireOpenGroup(call.state, param(call, 'groupId'))
  const user = requireUser(call, 'userId')
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
