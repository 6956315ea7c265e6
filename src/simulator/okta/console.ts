import { enrollmentTarget } from './factors/complete-activation.ts'
import type { StoredFactor } from './factors/stored-factor.ts'
import { newRequestId } from './ids.ts'
import { log, userTarget, type EventType } from './organization/log.ts'
import type { OktaState } from './state.ts'

/** What an administrator can do in the console, and nobody through the API. */
export interface OktaConsole {
  /** Puts an active factor to sleep: it is listed as INACTIVE and nobody signs in with it. */
  suspendFactor(factorId: string): void
  unsuspendFactor(factorId: string): void
}

/** The console of the administrator whose API token the double has. Throws for what is not there. */
export function openConsole(state: OktaState): OktaConsole {
  return {
    suspendFactor: (id) => move(state, id, 'ACTIVE', 'INACTIVE', 'user.mfa.factor.suspend'),
    unsuspendFactor: (id) => move(state, id, 'INACTIVE', 'ACTIVE', 'user.mfa.factor.unsuspend'),
  }
}

function move(
  state: OktaState,
  factorId: string,
  from: StoredFactor['status'],
  to: StoredFactor['status'],
  event: EventType,
): void {
  const factor = state.factors.get(factorId)
  const user = state.users.get(factor?.userId ?? '')
  const login = state.settings.apiTokens[0]?.adminLogin
  const admin = [...state.users.values()].find(({ profile }) => profile.login === login)
  if (factor?.status !== from || !user || !admin) {
    throw new Error(`${factorId} is no ${from} factor`)
  }
  factor.status = to
  factor.lastUpdated = state.now()
  const principal = { ...userTarget(admin), type: 'User' as const }
  const request = { id: newRequestId(state.random), path: '/admin/user/factors' }
  log({ principal, state, request }, event, [userTarget(user), enrollmentTarget(factor)], {
    debugData: { factor: 'FIDO_WEBAUTHN' },
  })
}
