import type { JWK } from 'jose'
import type { Policy } from './organization/policy-records.ts'

/** What an admin role lets its holder do: Okta's permission names, and for whom. */
export interface AdminRole {
  permissions: readonly string[] | 'all'
  /** Groups whose members the role may act on. */
  targetGroups: readonly string[] | 'all'
}

/** The service app (client credentials). */
export interface ServiceApp {
  readonly clientId: string
  readonly name: string
  /** Public keys the app may sign its assertions with. */
  readonly keys: JWK[]
  dpopRequired: boolean
  grants: string[]
  role: AdminRole
}

/** The native app an operator signs in with (authorization code and PKCE). */
export interface OperatorApp {
  readonly clientId: string
  readonly redirectUris: string[]
  dpopRequired: boolean
  grants: string[]
  /** Login of the person who signs in; the double asks nobody. */
  operatorLogin: string
  role: AdminRole
}

/** An SSWS token and the admin it stands for. */
export interface ApiToken {
  readonly token: string
  readonly adminLogin: string
  /** Epoch milliseconds; unused for 30 days, a token is void. */
  lastUsed: number
  role: AdminRole
}

/** Settings of the WebAuthn authenticator's method, as `methods/webauthn` shows them. */
export interface WebAuthnSettings {
  userVerification: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED'
  userVerificationForVerify: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED'
  attachment: 'ANY' | 'BUILT_IN' | 'ROAMING'
  residentKeyRequirement: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED'
  certBasedAttestationValidation: boolean
  hardwareProtected: boolean
  fipsCompliant: boolean
  allowSyncablePasskeys: boolean
  showSignInWithAPasskeyButton: boolean
  aaguidGroups: { name: string; aaguids: string[] }[]
  rpId: { enabled: boolean; domain: { name: string; validationStatus: string } } | null
}

/** A key model an admin described: admits a model the metadata service does not know. */
export interface CustomAaguid {
  aaguid: string
  name: string
  authenticatorCharacteristics: {
    platformAttached: boolean
    fipsCompliant: boolean
    hardwareProtected: boolean
  }
  /** Base64 DER certificates. */
  attestationRootCertificates: { x5c: string }[]
}

/** One attribute of the user schema, as Okta writes it. */
export type AttributeDefinition = {
  title: string
  type: 'string' | 'boolean' | 'integer' | 'number' | 'array'
} & Record<string, unknown>

/** Everything a test may turn while the double runs. Durations are milliseconds. */
export interface OktaSettings {
  readonly organizationId: string
  readonly name: string
  pipeline: 'idx' | 'v1'
  /** The https origin people sign in at. */
  origin: string
  /** Host of a verified custom domain, e.g. `id.example.com`. */
  customDomain: string | null
  trustedOrigins: { readonly id: string; name: string; origin: string; scopes: string[] }[]
  readonly serviceApp: ServiceApp
  readonly operatorApp: OperatorApp
  readonly apiTokens: ApiToken[]
  webauthn: {
    readonly id: string
    status: 'ACTIVE' | 'INACTIVE'
    name: string
    readonly settings: WebAuthnSettings
    /** Names of settings the API leaves out, as it does where a feature is not rolled out. */
    hiddenSettings: string[]
  }
  customAaguids: CustomAaguid[]
  /** Custom attributes of the user schema, in Okta's own form, by name. */
  customAttributes: Record<string, AttributeDefinition>
  policies: Policy[]
  /** With which code a weak password is refused: both were seen of Okta. */
  passwordRefusal: 'E0000001' | 'E0000080'
  /** How far `search` lags behind a change. */
  searchLagMs: number
  /** How long an activation leaves a user in transition. */
  activationMs: number
  /** How long a challenge can be answered unless the enrollment asks for another time. */
  challengeLifetimeMs: number
  maximumWebAuthnFactors: number
  /** What a further enrollment does to one still pending. */
  pendingFactors: 'keep' | 'replace'
  /**
   * `activation.authenticatorSelection.requireResidentKey` of the Factors API. Okta answered false
   * whatever the settings said until 2026.06.0 (OKTA-1176293).
   */
  requireResidentKey: boolean
  /** Share of each rate limit one app may use, 0 to 1. */
  rateLimitShare: number
  /** Requests at once in the whole organization. */
  concurrencyLimit: number
}
