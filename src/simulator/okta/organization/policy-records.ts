/** Whether people a policy applies to may enroll an authenticator. */
export type Enrollment = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED'

/** One authenticator in an enrollment policy. */
export interface PolicyAuthenticator {
  key: string
  enroll: { self: Enrollment }
  constraints?: { aaguidGroups: string[] }
}

/** A rule of a policy; `actions` and `conditions` are Okta's JSON as it is. */
export interface PolicyRule {
  readonly id: string
  name: string
  priority: number
  status: 'ACTIVE' | 'INACTIVE'
  readonly system: boolean
  conditions: Record<string, unknown> | null
  actions: Record<string, unknown>
}

interface PolicyBase {
  readonly id: string
  name: string
  description: string
  status: 'ACTIVE' | 'INACTIVE'
  priority: number
  readonly system: boolean
  readonly created: number
  rules: PolicyRule[]
}

/** An authenticator enrollment policy (MFA_ENROLL): who may enroll what. */
export interface EnrollmentPolicy extends PolicyBase {
  readonly type: 'MFA_ENROLL'
  /** Group ids; empty means everyone. */
  groups: string[]
  authenticators: PolicyAuthenticator[]
  /** Shown in the form of an organization that came from Classic: `settings.type: FACTORS`. */
  isLegacy?: boolean
}

/** An app sign-in policy (ACCESS_POLICY): what a sign-in must show. */
export interface AccessPolicy extends PolicyBase {
  readonly type: 'ACCESS_POLICY'
}

export type Policy = EnrollmentPolicy | AccessPolicy
