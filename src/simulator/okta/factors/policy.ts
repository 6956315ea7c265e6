import { OktaError } from '../http/errors.ts'
import type { EnrollmentPolicy, PolicyAuthenticator } from '../organization/policy-records.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { enrolledFactorsOf } from './find-factor.ts'

/** The enrollment policy that applies to a person: the first by priority that names a group of theirs. */
export function enrollmentPolicyOf(state: OktaState, user: OktaUser): EnrollmentPolicy | undefined {
  return state.settings.policies
    .filter((policy) => policy.type === 'MFA_ENROLL')
    .filter(({ status }) => status === 'ACTIVE')
    .toSorted((a, b) => a.priority - b.priority)
    .find(({ groups }) => groups.length === 0 || groups.some((id) => isMember(state, id, user)))
}

/** What the person's policy says of WebAuthn; undefined where it does not mention it. */
export function webAuthnIn(state: OktaState, user: OktaUser): PolicyAuthenticator | undefined {
  return enrollmentPolicyOf(state, user)?.authenticators.find(({ key }) => key === 'webauthn')
}

/** Whether the person may enroll, and be seen with, a WebAuthn factor. */
export function allowsWebAuthn(state: OktaState, user: OktaUser): boolean {
  if (state.settings.webauthn.status !== 'ACTIVE') return false
  const enroll = webAuthnIn(state, user)?.enroll.self ?? 'NOT_ALLOWED'
  return enroll !== 'NOT_ALLOWED'
}

function isMember(state: OktaState, groupId: string, user: OktaUser): boolean {
  return state.groups.get(groupId)?.members.has(user.id) ?? false
}

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
