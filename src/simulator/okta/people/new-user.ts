import type { Call } from '../http/exchange.ts'
import { newId } from '../ids.ts'
import type { OktaUser, Profile } from './records.ts'

/** How the new person starts, by `activate` and `nextLogin`. */
export interface Start {
  readonly password: string | null
  readonly activate: boolean
  readonly expirePassword: boolean
}

/** Puts a new person into the organization, in the status their start leads to. */
export function addUser(call: Call, profile: Profile, start: Start): OktaUser {
  const { state } = call
  const now = state.now()
  const target = targetStatus(start)
  const isSlow = start.activate && state.settings.activationMs > 0 && target !== 'PASSWORD_EXPIRED'
  const user: OktaUser = {
    id: newId('00u', state.random),
    status: isSlow ? 'STAGED' : target,
    transitioning: null,
    profile,
    hasPassword: start.password !== null,
    created: now,
    activated: target === 'ACTIVE' || target === 'PASSWORD_EXPIRED' ? now : null,
    statusChanged: target === 'STAGED' ? null : now,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: start.password === null ? null : now,
    isAdmin: false,
  }
  if (isSlow) {
    const to = target === 'ACTIVE' ? 'ACTIVE' : 'PROVISIONED'
    user.transitioning = { to, until: now + state.settings.activationMs }
  }
  state.users.set(user.id, user)
  return user
}

function targetStatus({ activate, password, expirePassword }: Start): OktaUser['status'] {
  if (!activate) return 'STAGED'
  if (expirePassword) return 'PASSWORD_EXPIRED'
  return password === null ? 'PROVISIONED' : 'ACTIVE'
}
