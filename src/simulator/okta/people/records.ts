/** Okta's user statuses. */
export type UserStatus =
  | 'STAGED'
  | 'PROVISIONED'
  | 'ACTIVE'
  | 'RECOVERY'
  | 'PASSWORD_EXPIRED'
  | 'LOCKED_OUT'
  | 'SUSPENDED'
  | 'DEPROVISIONED'

export type ProfileValue = string | number | boolean | null | readonly (string | number)[]

/** The four attributes every profile has, and any number of others. */
export type Profile = Readonly<Record<string, ProfileValue>> & {
  readonly login: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** A person. Times are epoch milliseconds. */
export interface OktaUser {
  readonly id: string
  status: UserStatus
  /** Set while an activation is under way; Okta refuses changes meanwhile (E0000112). */
  transitioning: { readonly to: 'ACTIVE' | 'PROVISIONED'; readonly until: number } | null
  profile: Profile
  hasPassword: boolean
  readonly created: number
  activated: number | null
  statusChanged: number | null
  lastLogin: number | null
  lastUpdated: number
  passwordChanged: number | null
  /** Holds an admin role: a lesser role cannot act on them. */
  readonly isAdmin: boolean
}

/** A group. Only members of an OKTA_GROUP without a rule can be added or removed by hand. */
export interface OktaGroup {
  readonly id: string
  readonly type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN'
  readonly isManagedByRule: boolean
  profile: { readonly name: string; readonly description: string | null }
  readonly members: Set<string>
  readonly created: number
  lastUpdated: number
  lastMembershipUpdated: number
}
