import type { Call, Reply, Route } from '../http/exchange.ts'
import { createUser } from './create-user.ts'
import {
  activateUser,
  deactivateUser,
  deleteUser,
  expirePassword,
  resetFactors,
  suspendUser,
  unlockUser,
  unsuspendUser,
} from './lifecycle.ts'
import { listUsers } from './list-users.ts'
import { replaceUser, updateUser } from './update-user.ts'
import { getUser, revokeSessions } from './users.ts'

const USERS = '/api/v1/users'
const USER = `${USERS}/{id}`
const READ = { scope: 'okta.users.read', permission: 'okta.users.read' }
const CREATE = { scope: 'okta.users.manage', permission: 'okta.users.create' }
const PROFILE = { scope: 'okta.users.manage', permission: 'okta.users.userprofile.manage' }

/** The Users API. */
export const USER_ROUTES: readonly Route[] = [
  { operationId: 'listUsers', method: 'GET', path: USERS, ...READ, handle: listUsers },
  { operationId: 'createUser', method: 'POST', path: USERS, ...CREATE, handle: createUser },
  { operationId: 'getUser', method: 'GET', path: USER, ...READ, handle: getUser },
  { operationId: 'updateUser', method: 'POST', path: USER, ...PROFILE, handle: updateUser },
  { operationId: 'replaceUser', method: 'PUT', path: USER, ...PROFILE, handle: replaceUser },
  {
    operationId: 'deleteUser',
    method: 'DELETE',
    path: USER,
    scope: 'okta.users.manage',
    permission: 'okta.users.lifecycle.delete',
    handle: deleteUser,
  },
  {
    operationId: 'revokeUserSessions',
    method: 'DELETE',
    path: `${USERS}/{userId}/sessions`,
    scope: 'okta.users.manage',
    permission: 'okta.users.lifecycle.clearSessions',
    handle: revokeSessions,
  },
  lifecycle('activateUser', 'activate', 'okta.users.lifecycle.activate', activateUser),
  lifecycle('deactivateUser', 'deactivate', 'okta.users.lifecycle.deactivate', deactivateUser),
  lifecycle('suspendUser', 'suspend', 'okta.users.lifecycle.suspend', suspendUser),
  lifecycle('unsuspendUser', 'unsuspend', 'okta.users.lifecycle.unsuspend', unsuspendUser),
  lifecycle('unlockUser', 'unlock', 'okta.users.lifecycle.unlock', unlockUser),
  lifecycle(
    'expirePasswordWithTempPassword',
    'expire_password_with_temp_password',
    'okta.users.credentials.expirePassword',
    expirePassword,
  ),
  // Since 2026.08.1 this permission lets nobody enroll for others: that takes credentials.manage.
  lifecycle('resetFactors', 'reset_factors', 'okta.users.credentials.resetFactors', resetFactors),
]

function lifecycle(
  operationId: string,
  verb: string,
  permission: string,
  handle: (call: Call) => Reply,
): Route {
  const path = `${USER}/lifecycle/${verb}`
  return { operationId, method: 'POST', path, scope: 'okta.users.manage', permission, handle }
}
