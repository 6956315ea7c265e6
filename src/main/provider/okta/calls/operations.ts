import type { Repeat } from './retry.ts'

/** What one operation of Okta's description needs: scopes of its token, and when it may be repeated. */
export interface Operation {
  readonly scopes: readonly string[]
  readonly repeat: Repeat
  /** Runs by itself: rather fails than asks the operator to sign in. */
  readonly isQuiet?: boolean
}

/** Asked for together: one token serves a whole issuance. */
export const issuanceScopes = Object.freeze(['okta.users.manage', 'okta.users.read'])
/** Apart from issuance, for one scope that was not granted fails the whole token. */
export const groupScopes = Object.freeze(['okta.groups.manage'])

const issuance = (repeat: Repeat): Operation => Object.freeze({ scopes: issuanceScopes, repeat })
const groups: Operation = Object.freeze({ scopes: groupScopes, repeat: 'freely' })
const changingGroups: Operation = Object.freeze({ scopes: groupScopes, repeat: 'when-refused' })
const reading = (scope: string): Operation => Object.freeze({ scopes: [scope], repeat: 'freely' })

/** Every operation the adapter uses, by its operationId in Okta's OpenAPI description. */
export const operations = Object.freeze({
  getWellknownOrgMetadata: Object.freeze<Operation>({ scopes: [], repeat: 'freely' }),

  listUsers: issuance('freely'),
  getUser: issuance('freely'),
  createUser: issuance('when-refused'),
  updateUser: issuance('when-refused'),
  suspendUser: issuance('when-refused'),
  unsuspendUser: issuance('when-refused'),
  listUserGroups: issuance('freely'),

  listGroups: groups,
  addGroup: changingGroups,
  assignUserToGroup: changingGroups,
  unassignUserFromGroup: changingGroups,

  listFactors: issuance('freely'),
  getFactor: issuance('freely'),
  enrollFactor: issuance('when-refused'),
  activateFactor: issuance('sparingly'),
  verifyFactor: issuance('when-refused'),
  unenrollFactor: issuance('when-refused'),
  listSupportedFactors: issuance('freely'),
  listAuthenticatorEnrollments: issuance('freely'),

  listAuthenticators: reading('okta.authenticators.read'),
  getAuthenticatorMethod: reading('okta.authenticators.read'),
  listPolicies: reading('okta.policies.read'),
  listPolicyRules: reading('okta.policies.read'),
  listEventHooks: reading('okta.eventHooks.read'),
  listLogEvents: Object.freeze({ ...reading('okta.logs.read'), isQuiet: true }),
})

export type OperationName = keyof typeof operations
