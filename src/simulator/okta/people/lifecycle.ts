import { OktaError } from '../http/errors.ts'
import { done, noContent, ok, type Call, type Reply } from '../http/exchange.ts'
import { letters } from '../ids.ts'
import { log, userTarget, type EventType } from '../organization/log.ts'
import { noteChange, refuseWhileTransitioning, requireUser } from './find-user.ts'
import type { OktaUser, UserStatus } from './records.ts'

/** `…/lifecycle/activate`: from STAGED or DEPROVISIONED. With `sendEmail=false` the link is answered. */
export function activateUser(call: Call): Reply {
  const user = userToMove(call)
  if (['ACTIVE', 'PROVISIONED'].includes(user.status)) throw new OktaError('E0000016')
  if (!['STAGED', 'DEPROVISIONED'].includes(user.status)) throw new OktaError('E0000038')
  const to = user.hasPassword && user.status === 'STAGED' ? 'ACTIVE' : 'PROVISIONED'
  const { state, request } = call
  if (state.settings.activationMs > 0) {
    user.transitioning = { to, until: state.now() + state.settings.activationMs }
    noteChange(state, user)
  } else {
    user.activated ??= state.now()
    move(call, user, to)
  }
  log(call, 'user.lifecycle.activate', [userTarget(user)])
  if (request.query.get('sendEmail') !== 'false') return done()
  const activationToken = letters(20, state.random)
  const activationUrl = `${state.settings.origin}/welcome/${activationToken}`
  return ok({ activationUrl, activationToken })
}

/** `…/lifecycle/suspend`: only an ACTIVE person. */
export function suspendUser(call: Call): Reply {
  return moveFrom(call, 'ACTIVE', 'SUSPENDED', 'user.lifecycle.suspend')
}

/** `…/lifecycle/unsuspend`: only a SUSPENDED person. */
export function unsuspendUser(call: Call): Reply {
  return moveFrom(call, 'SUSPENDED', 'ACTIVE', 'user.lifecycle.unsuspend')
}

/** `…/lifecycle/unlock`: only a LOCKED_OUT person. */
export function unlockUser(call: Call): Reply {
  const user = userToMove(call)
  if (user.status !== 'LOCKED_OUT') throw new OktaError('E0000032')
  move(call, user, 'ACTIVE')
  log(call, 'user.account.unlock_by_admin', [userTarget(user)])
  return done()
}

/** `…/lifecycle/deactivate`. What the person enrolled stays and can no longer be removed. */
export function deactivateUser(call: Call): Reply {
  const user = userToMove(call)
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  deactivate(call, user)
  return done()
}

/** `DELETE /api/v1/users/{id}`: the first call deactivates, the second deletes. */
export function deleteUser(call: Call): Reply {
  const user = userToMove(call)
  if (user.status !== 'DEPROVISIONED') {
    deactivate(call, user)
    return noContent()
  }
  const { state } = call
  log(call, 'user.lifecycle.delete.initiated', [userTarget(user)])
  state.users.delete(user.id)
  state.searchIndex.note(user.id, null)
  for (const group of state.groups.values()) group.members.delete(user.id)
  for (const factor of state.factors.values()) {
    if (factor.userId === user.id) state.factors.delete(factor.id)
  }
  log(call, 'user.lifecycle.delete.completed', [userTarget(user)])
  return noContent()
}

/** `…/lifecycle/expire_password_with_temp_password`. */
export function expirePassword(call: Call): Reply {
  const user = userToMove(call)
  if (!['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY'].includes(user.status)) {
    throw new OktaError('E0000038')
  }
  user.hasPassword = true
  user.passwordChanged = call.state.now()
  move(call, user, 'PASSWORD_EXPIRED')
  return ok({ tempPassword: letters(8, call.state.random) })
}

/** `…/lifecycle/reset_factors`: every factor at once. */
export function resetFactors(call: Call): Reply {
  const user = userToMove(call)
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  for (const factor of call.state.factors.values()) {
    if (factor.userId === user.id) call.state.factors.delete(factor.id)
  }
  log(call, 'user.mfa.factor.reset_all', [userTarget(user)])
  return done()
}

function userToMove(call: Call): OktaUser {
  const user = requireUser(call, 'id')
  refuseWhileTransitioning(call, user)
  return user
}

function moveFrom(call: Call, from: UserStatus, to: UserStatus, event: EventType): Reply {
  const user = userToMove(call)
  if (user.status !== from) {
    const causes = [`Cannot move a user in status ${user.status} to ${to}`]
    throw new OktaError('E0000001', { subject: call.route.operationId, causes })
  }
  move(call, user, to)
  log(call, event, [userTarget(user)])
  return done()
}

function deactivate(call: Call, user: OktaUser): void {
  move(call, user, 'DEPROVISIONED')
  log(call, 'user.lifecycle.deactivate', [userTarget(user)])
}

function move(call: Call, user: OktaUser, to: UserStatus): void {
  user.status = to
  noteChange(call.state, user, { status: true })
}
