import type { Route } from '../http/exchange.ts'
import { addGroup, getGroup, listGroups } from './groups.ts'
import { assignUser, listGroupUsers, listUserGroups, unassignUser } from './memberships.ts'

const GROUPS = '/api/v1/groups'
const GROUP = `${GROUPS}/{groupId}`
const READ = { scope: 'okta.groups.read', permission: 'okta.groups.read' }
const CREATE = { scope: 'okta.groups.manage', permission: 'okta.groups.create' }
const MEMBERS = { scope: 'okta.groups.manage', permission: 'okta.groups.members.manage' }

/** The Groups API, and a person's groups. */
export const GROUP_ROUTES: readonly Route[] = [
  { operationId: 'listGroups', method: 'GET', path: GROUPS, ...READ, handle: listGroups },
  { operationId: 'addGroup', method: 'POST', path: GROUPS, ...CREATE, handle: addGroup },
  { operationId: 'getGroup', method: 'GET', path: GROUP, ...READ, handle: getGroup },
  {
    operationId: 'listGroupUsers',
    method: 'GET',
    path: `${GROUP}/users`,
    ...READ,
    handle: listGroupUsers,
  },
  {
    operationId: 'assignUserToGroup',
    method: 'PUT',
    path: `${GROUP}/users/{userId}`,
    ...MEMBERS,
    handle: assignUser,
  },
  {
    operationId: 'unassignUserFromGroup',
    method: 'DELETE',
    path: `${GROUP}/users/{userId}`,
    ...MEMBERS,
    handle: unassignUser,
  },
  {
    operationId: 'listUserGroups',
    method: 'GET',
    path: '/api/v1/users/{id}/groups',
    scope: 'okta.users.read',
    permission: 'okta.users.read',
    handle: listUserGroups,
  },
]
