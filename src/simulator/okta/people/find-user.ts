import { notFound, OktaError } from '../http/errors.ts'
import { param, type Call } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'
import type { OktaUser } from './records.ts'

/** A user by id or by login, exactly; logins are compared without case. */
export function findUser(state: OktaState, idOrLogin: string): OktaUser | undefined {
  const byId = state.users.get(idOrLogin)
  if (byId !== undefined) return byId
  const login = idOrLogin.toLowerCase()
  return [...state.users.values()].find(({ profile }) => profile.login.toLowerCase() === login)
}

/** The user a call is about, if the caller's role may act on them. */
export function requireUser(call: Call, parameter: string): OktaUser {
  const idOrLogin = param(call, parameter)
  const user = findUser(call.state, idOrLogin)
  if (user === undefined) throw notFound(idOrLogin, 'User')
  if (!maySee(call, user)) throw new OktaError('E0000006', { reason: 'role-target' })
  const isWrite = call.route.method !== 'GET'
  if (isWrite && user.isAdmin && call.principal.role.permissions !== 'all') {
    throw new OktaError('E0000006', { reason: 'target-is-admin' })
  }
  return user
}

/** Whether the role's resource set has the user in it. */
export function maySee(call: Call, user: OktaUser): boolean {
  const { targetGroups } = call.principal.role
  if (targetGroups === 'all') return true
  return targetGroups.some((id) => call.state.groups.get(id)?.members.has(user.id))
}

/** Refuses a change while an activation is under way (E0000112), as Okta does. */
export function refuseWhileTransitioning(call: Call, user: OktaUser): void {
  settleTransition(call.state, user)
  if (user.transitioning !== null) throw new OktaError('E0000112')
}

/** Ends a transition whose time has come. */
export function settleTransition(state: OktaState, user: OktaUser): void {
  if (user.transitioning === null || user.transitioning.until > state.now()) return
  user.status = user.transitioning.to
  user.transitioning = null
  user.activated ??= state.now()
  noteChange(state, user, { status: true })
}

/** Stamps a change and lets the search index know. */
export function noteChange(
  state: OktaState,
  user: OktaUser,
  what: { status?: boolean } = {},
): void {
  user.lastUpdated = state.now()
  if (what.status === true) user.statusChanged = state.now()
  state.searchIndex.note(user.id, user)
}
