import type { InactiveMeans, Template } from './template.ts'

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

/** A person who was looked for, with how many keys issued by this station they hold. */
export interface FoundPerson extends Person {
  readonly keys: number
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

/** The procedures a person can start; see docs/lifecycle.md. */
export type Procedure =
  | 'issue-key'
  | 'set-pin'
  | 'activate'
  | 'inactivate'
  | 'reactivate'
  | 'revoke'
  | 'reset-pin'
  | 'replace-key'
  | 'whose-key'
  | 'erase-key'
  | 'finish-unfinished'

/** States of an issuance; see docs/lifecycle.md. */
export type IssuanceState =
  'planned' | 'issued' | 'active' | 'inactive' | 'revoked' | 'expired' | 'unfinished'

/** The act a row is committed to before it is tried; what is uncertain after a crash. */
export type Act =
  | 'erasing'
  | 'setting-pin'
  | 'changing-pin'
  | 'configuring'
  | 'enrolling'
  | 'creating'
  | 'registering'
  | 'handing-over'
  | 'activating'
  | 'inactivating'
  | 'reactivating'
  | 'deleting'

/** What an issuance's credential is on its key now, as far as the station knows. */
export type OnKey = 'nothing' | 'credential' | 'wiped' | 'unknown'

/** One credential on one key for one person at one identity provider. Times are epoch milliseconds. */
export interface Issuance {
  readonly id: string
  /** The procedure that made it. */
  readonly procedure: Procedure
  readonly state: IssuanceState
  readonly act: Act | null
  /** Issuances made in one go for several RP IDs share the id of their first. */
  readonly bundleId: string
  /** The issuance this one took the place of. */
  readonly formerId: string | null
  readonly personId: string
  readonly login: string
  readonly personName: string
  readonly provider: string
  readonly template: Template
  readonly rpId: string | null
  readonly factorId: string | null
  /** base64url */
  readonly credentialId: string | null
  readonly aaguid: string | null
  readonly keySerial: string | null
  readonly keyProduct: string | null
  readonly onKey: OnKey
  /** A PIN the station made is sealed in the row and has not been handed over yet. */
  readonly hasSealedPin: boolean
  /** The attestation is sealed in the row and has not been given to the provider yet. */
  readonly isHeld: boolean
  /** What was done to make it inactive, to be undone. */
  readonly inactiveBy: InactiveMeans | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** A key the registry has seen, by what tells it from every other. */
export interface KnownKey {
  /** Maker and serial number. */
  readonly identity: string
  readonly product: string
  readonly aaguid: string | null
  readonly serial: string | null
  readonly firmware: string | null
  readonly firstSeenAt: number
  readonly lastSeenAt: number
}

/** A person as the provider told of them last. */
export interface KnownPerson extends Person {
  readonly provider: string
  readonly lastSeenAt: number
}

/** Something that happened at the provider and what the station would do about it. */
export interface Proposal {
  readonly id: string
  /** Null for what concerns the whole organization; then login and name are empty. */
  readonly issuanceId: string | null
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
  | 'person-deleted'
  | 'factor-deleted'
  | 'factor-suspended'
  | 'factor-unsuspended'
  /** A key of somebody the station issued one to, enrolled past it. */
  | 'factor-added'
  | 'factors-reset'
  | 'left-group'
  | 'joined-group'
  /** Passkeys switched off, or on again, for the whole organization. */
  | 'authenticator-off'
  | 'authenticator-on'
