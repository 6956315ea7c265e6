/** What the window and the station both know by name. Plain data; no secret fits in any of it. */

/** A person's standing at the identity provider, in Okta's own words plus `UNKNOWN` for a new one. */
export type PersonStatus =
  | 'STAGED'
  | 'PROVISIONED'
  | 'ACTIVE'
  | 'RECOVERY'
  | 'PASSWORD_EXPIRED'
  | 'LOCKED_OUT'
  | 'SUSPENDED'
  | 'DEPROVISIONED'
  | 'UNKNOWN'

/** A person as the identity provider knows them. `id` is the provider's, e.g. Okta's `00u…`. */
export interface Person {
  readonly id: string
  readonly login: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly status: PersonStatus
}

/** A key that is plugged in, as the platform and its getInfo describe it. */
export interface SecurityKey {
  /** The platform's path: identifies the slot now, means nothing after an unplug. */
  readonly path: string
  readonly product: string
  readonly vendorId: number
  readonly productId: number
  /** Lower-case UUID, known once the key was opened. */
  readonly aaguid?: string
  readonly serial?: string
  readonly firmware?: string
}

/** States of an issuance; see docs/lifecycle.md. */
export type IssuanceState =
  'planned' | 'issued' | 'active' | 'inactive' | 'revoked' | 'expired' | 'unfinished'

/** The act a row is committed to before it is tried; what is uncertain after a crash. */
export type Act =
  'erasing' | 'setting-pin' | 'enrolling' | 'creating' | 'registering' | 'activating' | 'deleting'

/** One credential on one key for one person at one identity provider. Times are epoch milliseconds. */
export interface Issuance {
  readonly id: string
  readonly state: IssuanceState
  readonly act: Act | null
  readonly personId: string
  readonly login: string
  readonly personName: string
  readonly provider: string
  readonly rpId: string | null
  readonly factorId: string | null
  /** base64url */
  readonly credentialId: string | null
  readonly aaguid: string | null
  readonly keySerial: string | null
  readonly keyProduct: string | null
  /** A PIN the station made is sealed in the row and has not been handed over yet. */
  readonly hasSealedPin: boolean
  readonly createdAt: number
  readonly updatedAt: number
}

/** How a key is issued. Data; chosen per run. */
export interface Template {
  readonly id: string
  readonly name: string
  readonly pin: PinChoice
  readonly erase: 'never' | 'when-not-blank'
  /** Create a discoverable credential even where the provider does not ask for one. */
  readonly requireResidentKey: boolean
  /** Prove the credential on the key alone, or by signing in at the provider as well. */
  readonly proof: 'key' | 'provider'
  /** What happens when the provider tells of a change that concerns the key. */
  readonly providerEvents: 'ask' | 'apply'
}

/** Something that happened at the provider and what the station would do about it. */
export interface Proposal {
  readonly id: string
  readonly issuanceId: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly kind: ProviderEventKind
  readonly proposal: 'inactivate' | 'reactivate' | 'revoke' | 'review'
  readonly login: string
  readonly personName: string
  /** Who did it, as the provider names them. */
  readonly actor: string
}

export type ProviderEventKind =
  | 'person-suspended'
  | 'person-unsuspended'
  | 'person-deactivated'
  | 'factor-deleted'
  | 'factors-reset'
  | 'left-group'
  | 'joined-group'

/** Where the first PIN of a key comes from. `length` counts digits. */
export type PinChoice =
  { readonly kind: 'random-digits'; readonly length: number } | { readonly kind: 'typed' }
