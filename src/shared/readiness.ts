import type { FailureCause } from './failure.ts'

/** How an item stands: `problem` stops issuing, `warning` does not, `unknown` could not be looked at. */
export type ReadinessState = 'ok' | 'warning' | 'problem' | 'unknown'

/** Where in the provider's administration an item is changed. */
export type ConsolePlace =
  | 'app-general'
  | 'app-scopes'
  | 'app-roles'
  | 'api-tokens'
  | 'authenticators'
  | 'passkey-settings'
  | 'passkey-groups'
  | 'enrollment-policies'
  | 'sign-on-policies'
  | 'domains'
  | 'person'
  | 'upgrade'
  | 'station'

/** What was found: a code, and the data needed to explain it. Closed on purpose. */
export type ReadinessReason =
  // whatever the item, asking failed; `error` is a failure's code or the provider's own
  | { readonly code: 'could-not-ask'; readonly error: string; readonly detail: string }
  | { readonly code: 'not-asked'; readonly missing: 'person' | 'key' }
  // the organization
  | { readonly code: 'reachable'; readonly organizationId: string }
  | { readonly code: 'unreachable'; readonly cause: FailureCause }
  | { readonly code: 'identity-engine' }
  | { readonly code: 'classic-engine' }
  | { readonly code: 'clock'; readonly offsetS: number }
  | { readonly code: 'origin-known'; readonly origin: string }
  | { readonly code: 'origin-foreign'; readonly origin: string; readonly known: readonly string[] }
  // signing in
  | { readonly code: 'token'; readonly scheme: 'DPoP' | 'Bearer' | 'SSWS' }
  | { readonly code: 'token-refused'; readonly error: string; readonly reason: string }
  | { readonly code: 'scope-granted'; readonly scope: string }
  | { readonly code: 'scope-missing'; readonly scope: string; readonly reason: string }
  | { readonly code: 'scopes-excessive'; readonly scopes: readonly string[] }
  | { readonly code: 'scopes-few' }
  | { readonly code: 'role-sufficient' }
  | { readonly code: 'role-too-weak'; readonly missing: readonly string[] }
  | { readonly code: 'role-too-strong'; readonly able: readonly string[] }
  // the authenticator
  | { readonly code: 'authenticator-active' }
  | { readonly code: 'authenticator-inactive' }
  | { readonly code: 'authenticator-missing' }
  | { readonly code: 'roaming-keys-refused' }
  | { readonly code: 'settings-fit' }
  | { readonly code: 'resident-key-expected' }
  | { readonly code: 'resident-key-discouraged' }
  | { readonly code: 'user-verification'; readonly setting: string }
  | { readonly code: 'rp-id'; readonly rpId: string }
  | { readonly code: 'rp-id-unverified'; readonly rpId: string; readonly status: string }
  | { readonly code: 'rp-id-differs'; readonly here: string; readonly there: string }
  // policies
  | { readonly code: 'enrollment-allowed'; readonly policy: string }
  | { readonly code: 'enrollment-refused'; readonly policy: string }
  | { readonly code: 'model-allowed'; readonly groups: readonly string[] }
  | {
      readonly code: 'model-refused'
      readonly policy: string
      readonly groups: readonly string[]
      readonly aaguid: string
    }
  | { readonly code: 'phishing-resistance'; readonly policies: readonly string[] }
  | { readonly code: 'no-phishing-resistance'; readonly policies: readonly string[] }
  // the person
  | { readonly code: 'person-fit'; readonly login: string }
  | { readonly code: 'person-status'; readonly login: string; readonly status: string }
  | { readonly code: 'person-missing'; readonly query: string }
  | { readonly code: 'no-leftovers'; readonly active: number }
  | { readonly code: 'leftovers'; readonly pending: number }
  | { readonly code: 'factors-nearly-full'; readonly active: number; readonly maximum: number }

/** What an item is about. */
export type ReadinessName =
  | 'organization'
  | 'engine'
  | 'clock'
  | 'origin'
  | 'sign-in'
  | 'scope'
  | 'excess-scopes'
  | 'role'
  | 'authenticator'
  | 'resident-key'
  | 'user-verification'
  | 'rp-id'
  | 'enrollment-policy'
  | 'key-model'
  | 'sign-on-policy'
  | 'person'
  | 'leftovers'

/** One line of the readiness report. */
export interface ReadinessItem {
  readonly name: ReadinessName
  readonly state: ReadinessState
  readonly reason: ReadinessReason
  /** Null where nothing is to be changed. */
  readonly where: ConsolePlace | null
}
