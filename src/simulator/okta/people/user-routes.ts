import type { Route } from '../http/exchange.ts'
import { listUsers } from './list-users.ts'
import { getUser, revokeSessions } from './users.ts'

const USERS = '/api/v1/users'
const READ = { scope: 'okta.users.read', permission: 'okta.users.read' }

/** The Users API. */
export const USER_ROUTES: readonly Route[] = [
  { operationId: 'listUsers', method: 'GET', path: USERS, ...READ, handle: listUsers },
  { operationId: 'getUser', method: 'GET', path: `${USERS}/{id}`, ...READ, handle: getUser },
  {
    operationId: 'revokeUserSessions',
    method: 'DELETE',
    path: `${USERS}/{userId}/sessions`,
    scope: 'okta.users.manage',
    permission: 'okta.users.sessions.manage',
    handle: revokeSessions,
  },
]
