import { OktaError } from '../http/errors.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { enrolledFactorsOf } from './find-factor.ts'
import { allowsWebAuthn } from './policy.ts'

/** Refuses a person who holds as many passkeys as Okta allows; where that is one, it says so. */
export function checkRoom(state: OktaState, user: OktaUser): void {
  const held = enrolledFactorsOf(state, user.id).length
  const { maximumWebAuthnFactors } = state.settings
  if (held < maximumWebAuthnFactors) return
  throw maximumWebAuthnFactors === 1
    ? refused('A factor of this type is already set up.', 'already-set-up')
    : refused('The maximum number of WebAuthn enrollments has been reached.', 'too-many-factors')
}

/** Refuses a person whose enrollment policy does not offer passkeys. */
export function checkPolicy(state: OktaState, user: OktaUser): void {
  if (allowsWebAuthn(state, user)) return
  throw refused('Factor not allowed for the user based on the Multifactor policy.', 'policy')
}

function refused(cause: string, reason: string): OktaError {
  return new OktaError('E0000001', { subject: 'factorEnrollRequest', causes: [cause], reason })
}
