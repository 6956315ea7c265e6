/** How a key is issued. Data; versioned, chosen per run, and kept with every issuance made by it. */
export interface Template {
  readonly id: string
  /** 1 for the first; every change makes the next. */
  readonly version: number
  readonly name: string
  readonly activation: Activation
  readonly pin: PinChoice
  /** Code points; set on the key itself (setMinPINLength). Null leaves the maker's. */
  readonly minimumPinLength: number | null
  /** The key demands another PIN before it is used (forceChangePin). */
  readonly forcePinChange: 'never' | 'where-possible' | 'required'
  /** The key asks for user verification at every use. */
  readonly alwaysUv: boolean
  /** Ask for the attestation that names the single key (CTAP 2.2 section 6.1.3). */
  readonly enterpriseAttestation: boolean
  /** Create a discoverable credential even where the provider does not ask for one. */
  readonly requireResidentKey: boolean
  /** `required`: the credential serves nobody without user verification (credProtect level 3). */
  readonly userVerification: 'provider' | 'required'
  readonly erase: 'never' | 'when-not-blank' | 'always'
  /** AAGUIDs as lower-case UUIDs; empty for every model. */
  readonly models: readonly string[]
  /** What is made of the attestation besides checking its signature. */
  readonly attestation: 'record' | 'verify' | 'require-root'
  /** `every`: one credential and one factor for each origin people sign in at, with one PIN. */
  readonly origins: 'usual' | 'every'
  readonly missingPerson: 'refuse' | 'create-staged' | 'create-active'
  /** Joined when the key becomes active. */
  readonly groups: readonly GroupName[]
  /** Set on the person when the key becomes active. */
  readonly attribute: ProfileAttribute | null
  readonly inactive: InactiveMeans
  /** Prove the credential on the key alone, or by signing in at the provider as well. */
  readonly proof: 'key' | 'provider'
  /** What happens when the provider tells of a change that concerns the key. */
  readonly providerEvents: 'ask' | 'apply'
  readonly papers: { readonly letter: boolean; readonly label: boolean }
}

/** When a key that was issued can be used, and what keeps it from being used before. */
export type Activation =
  { readonly when: 'at-once' } | ({ readonly when: 'hand-over' } & HandOverGate)

/** `pin`: the sealed PIN; `group`: one the sign-in policy requires; `challenge`: the held attestation. */
export type HandOverGate =
  | { readonly gate: 'pin' }
  | { readonly gate: 'group'; readonly group: GroupName }
  /** Seconds the provider is asked to keep the challenge: 1 to 86,400. */
  | { readonly gate: 'challenge'; readonly lifetimeS: number }

/** A group by the provider's id, and as people call it. */
export interface GroupName {
  readonly id: string
  readonly name: string
}

/** One attribute of a person's profile at the provider. */
export interface ProfileAttribute {
  readonly name: string
  readonly value: string | number | boolean
}

/** What makes a key inactive: no provider suspends one factor alone. */
export type InactiveMeans =
  | { readonly means: 'suspend-person' }
  | { readonly means: 'leave-group'; readonly group: GroupName }
  | { readonly means: 'delete-factor' }

/** Where the first PIN of a key comes from. `length` counts characters. */
export type PinChoice =
  | { readonly kind: 'random-digits'; readonly length: number }
  | { readonly kind: 'random-letters'; readonly length: number }
  | { readonly kind: 'typed' }
