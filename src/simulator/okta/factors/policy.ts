import type { EnrollmentPolicy, PolicyAuthenticator } from '../organization/policy-records.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'

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
