import { timestamp } from '../time.ts'
import type { OktaUser, UserStatus } from './records.ts'

/** Okta's id of the only user type. */
export const DEFAULT_USER_TYPE = 'oty1a2b3c4d5e6f7g8h9'

/** A user as Okta's API shows them; `base` is where the links lead. */
export function userView(user: OktaUser, base: string): Record<string, unknown> {
  return {
    id: user.id,
    status: user.status,
    created: timestamp(user.created),
    activated: optional(user.activated),
    statusChanged: optional(user.statusChanged),
    lastLogin: optional(user.lastLogin),
    lastUpdated: timestamp(user.lastUpdated),
    passwordChanged: optional(user.passwordChanged),
    ...(user.transitioning === null ? {} : { transitioningToStatus: user.transitioning.to }),
    type: { id: DEFAULT_USER_TYPE },
    profile: user.profile,
    credentials: {
      ...(user.hasPassword ? { password: {} } : {}),
      provider: { type: 'OKTA', name: 'OKTA' },
    },
    _links: links(user, base),
  }
}

function optional(epochMs: number | null): string | null {
  return epochMs === null ? null : timestamp(epochMs)
}

/** The lifecycle operations Okta offers in each status. */
const OFFERED: Readonly<Record<UserStatus, readonly string[]>> = Object.freeze({
  STAGED: ['activate', 'deactivate'],
  PROVISIONED: ['reactivate', 'suspend', 'deactivate'],
  ACTIVE: ['suspend', 'deactivate'],
  RECOVERY: ['suspend', 'deactivate'],
  PASSWORD_EXPIRED: ['suspend', 'deactivate'],
  LOCKED_OUT: ['unlock', 'deactivate'],
  SUSPENDED: ['unsuspend', 'deactivate'],
  DEPROVISIONED: ['activate', 'delete'],
})

function links(user: OktaUser, base: string): Record<string, unknown> {
  const self = `${base}/api/v1/users/${user.id}`
  const offered: Record<string, unknown> = { self: { href: self } }
  for (const name of OFFERED[user.status]) {
    offered[name] =
      name === 'delete'
        ? { href: self, method: 'delete' }
        : { href: `${self}/lifecycle/${name}`, method: 'post' }
  }
  return offered
}
