import { OktaError } from '../http/errors.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { activeFactorsOf } from './find-factor.ts'
import { allowsWebAuthn } from './policy.ts'

/** Refuses a person who holds as many passkeys as Okta allows. */
export function checkRoom(state: OktaState, user: OktaUser): void {
  const held = activeFactorsOf(state, user.id).length
  if (held < state.settings.maximumWebAuthnFactors) return
  throw new OktaError('E0000001', {
    subject: 'factorEnrollRequest',
    causes: ['The maximum number of WebAuthn enrollments has been reached.'],
    reason: 'too-many-factors',
  })
}

/** Refuses a person whose enrolment policy does not offer passkeys. */
export function checkPolicy(state: OktaState, user: OktaUser): void {
  if (!allowsWebAuthn(state, user)) throw new OktaError('E0000006', { reason: 'policy' })
}
