import { OktaError } from '../http/errors.ts'
import type { Call } from '../http/exchange.ts'
import { log, userTarget } from '../organization/log.ts'
import type { OktaUser } from '../people/records.ts'
import { enrollmentTarget } from './complete-activation.ts'
import type { StoredFactor } from './stored-factor.ts'

/**
 * Deletes a factor and says so in the System Log; a pending one leaves no trace there. Refused for
 * a deactivated person, as Okta refuses it.
 */
export function removeFactor(call: Call, factor: StoredFactor, user: OktaUser): void {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  call.state.factors.delete(factor.id)
  if (factor.credential === null) return
  log(call, 'user.mfa.factor.deactivate', [userTarget(user), enrollmentTarget(factor)], {
    reason: 'User reset FIDO_WEBAUTHN factor',
    debugData: { factor: 'FIDO_WEBAUTHN' },
  })
}
