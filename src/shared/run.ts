import type { Failure, FailureCause, KeyState } from './failure.ts'
import type { Issuance, Person, Procedure, SecurityKey } from './records.ts'
import type { KeyRemark } from './remarks.ts'
import type { InactiveMeans } from './template.ts'

/** Which procedure is wanted, and what for. */
export type Order =
  | {
      readonly procedure: 'issue-key'
      /** The provider's id or the exact login. */
      readonly personId: string
      readonly templateId: string
      /** Who is created when the person is missing and the template says so. */
      readonly newPerson?: NewPersonName
    }
  | { readonly procedure: 'replace-key'; readonly issuanceId: string; readonly templateId?: string }
  | { readonly procedure: 'set-pin' }
  | { readonly procedure: 'reset-pin'; readonly pin: 'known' | 'forgotten' }
  | { readonly procedure: 'whose-key'; readonly readCredentials?: boolean }
  | { readonly procedure: 'erase-key' }
  | {
      readonly procedure: 'activate' | 'inactivate' | 'reactivate' | 'revoke'
      readonly issuanceId: string
    }
  | {
      readonly procedure: 'finish-unfinished'
      readonly issuanceId: string
      /** The key is gone for good, and what is on it stays unknown. */
      readonly withoutKey?: boolean
    }

/** What the provider must know of somebody it does not know yet. */
export interface NewPersonName {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** The rail of a run: what is shown at the left, in order. */
export type StepName =
  | 'find-person'
  | 'find-issuance'
  | 'insert-key'
  | 'check-key'
  | 'erase-key'
  | 'set-pin'
  | 'configure-key'
  | 'enroll-factor'
  | 'create-credential'
  | 'register-credential'
  | 'prove-credential'
  | 'force-pin-change'
  | 'revoke-former'
  | 'activate'
  | 'inactivate'
  | 'reactivate'
  | 'revoke'
  | 'read-key'
  | 'finish'

export type StepState = 'pending' | 'current' | 'done' | 'skipped' | 'failed'

export interface Step {
  readonly name: StepName
  readonly state: StepState
}

/** What the person has to do with their hands. */
export type PhysicalAct =
  | {
      readonly act: 'insert-key'
      /** Only this one will do: its product and serial number, as far as they are known. */
      readonly expected?: string
    }
  | { readonly act: 'leave-one-key'; readonly count: number }
  | { readonly act: 'remove-key' }
  | { readonly act: 'reinsert-key'; readonly windowMs: number }
  | {
      readonly act: 'touch-key'
      readonly hold: boolean
      readonly why: 'erase' | 'create' | 'prove'
    }

/** What the station asks of the operator. The answer's type hangs on the kind. */
export type Question =
  | {
      readonly kind: 'confirm-erase'
      readonly key: SecurityKey
      readonly holder: string | null
      /** It has no PIN, and nothing was issued on it: nobody is known to need what may be on it. */
      readonly isBlank: boolean
      /** How many sign-ins of others it holds; null where that was not counted. */
      readonly credentials: number | null
    }
  | {
      readonly kind: 'identify-key'
      readonly key: SecurityKey
      /** What may be on it, the newest first: one issuance of each that were made in one go. */
      readonly candidates: readonly Issuance[]
      /** Its PIN would tell. */
      readonly canTell: boolean
    }
  | {
      readonly kind: 'choose-pin'
      /** In Unicode code points, from the key's own minPINLength. */
      readonly minimumLength: number
      /** In UTF-8 bytes, from the key's maxPINLength. */
      readonly maximumBytes: number
      /** Why the last one was not taken. */
      readonly refused: FailureCause | null
    }
  | {
      readonly kind: 'enter-pin'
      /** Null where the key does not tell. */
      readonly retriesLeft: number | null
      readonly refused: FailureCause | null
    }
  | {
      readonly kind: 'confirm-change'
      readonly change: 'inactivate' | 'reactivate' | 'revoke' | 'replace'
      readonly issuance: Issuance
      /** How it is made inactive, or active again. */
      readonly means: InactiveMeans | null
    }

/** `pin` is UTF-8 in bytes; the receiver zeroes it. */
export type Answer =
  | { readonly kind: 'confirm-erase'; readonly erase: boolean }
  | {
      readonly kind: 'identify-key'
      /** `none` of the candidates is on it; `unknown`: nobody can say. */
      readonly by: 'pin' | 'issuance' | 'none' | 'unknown'
      /** Of a candidate, where `by` is `issuance`. */
      readonly issuanceId: string | null
    }
  | { readonly kind: 'choose-pin'; readonly pin: Uint8Array }
  | { readonly kind: 'enter-pin'; readonly pin: Uint8Array }
  | { readonly kind: 'confirm-change'; readonly confirmed: boolean }

/** How a procedure ended, for the person and for a script. */
export type Outcome = IssuedOutcome | ChangedOutcome | ReportOutcome

/** A key was issued, also again or instead of another. */
export interface IssuedOutcome {
  readonly kind: 'issued'
  readonly issuanceId: string
  readonly person: Person
  readonly key: SecurityKey
  readonly provider: string
  readonly rpId: string
  readonly factorId: string
  /** base64url */
  readonly credentialId: string
  /** Lower-case UUID. */
  readonly aaguid: string
  /** The name the provider shows for the factor. */
  readonly authenticatorName: string | null
  /** A PIN made by the station waits, sealed, to be handed over once. */
  readonly pinToHandOver: boolean
  /** Nobody can sign in with it until it is activated. */
  readonly isWaiting: boolean
  /** What speaks against the key, and did not stop it. */
  readonly remarks: readonly KeyRemark[]
  /** The other issuances made in the same go, for other RP IDs. */
  readonly others: readonly string[]
}

/** Something else was done with a key or an issuance. */
export interface ChangedOutcome {
  readonly kind: 'changed'
  readonly change:
    | 'pin-changed'
    | 'activated'
    | 'inactivated'
    | 'reactivated'
    | 'revoked'
    | 'erased'
    | 'finished'
    | 'expired'
  /** As it stands now; null for a key that was nobody's. */
  readonly issuance: Issuance | null
  readonly key: SecurityKey | null
}

/** What is known of a key. */
export interface ReportOutcome {
  readonly kind: 'report'
  readonly report: KeyReport
}

/** A key, whose it is, and what it says of itself. */
export interface KeyReport {
  readonly key: SecurityKey
  /** The model's name in trusted metadata. */
  readonly model: string | null
  /** What speaks against its model now, and spoke against it when it was issued. */
  readonly remarks: readonly KeyRemark[]
  /** What the registry says is on it, the newest first. */
  readonly issuances: readonly Issuance[]
  /** What may be on it: the key does not tell without its PIN, or not at all. */
  readonly possible: readonly Issuance[]
  /** What was on it before. */
  readonly history: readonly Issuance[]
  readonly hasPin: boolean
  /** Null where the key has no PIN or does not tell. */
  readonly pinRetries: number | null
  readonly mustChangePin: boolean
  /** Code points. */
  readonly minimumPinLength: number | null
  /** Discoverable credentials that still fit. */
  readonly freeSpace: number | null
  /** Null unless its PIN was given. */
  readonly credentials: readonly CredentialOnKey[] | null
}

/** One discoverable credential on a key. */
export interface CredentialOnKey {
  readonly rpId: string
  readonly userName: string | null
  /** base64url */
  readonly credentialId: string
  /** The issuance it belongs to, when it is one of ours. */
  readonly issuanceId: string | null
}

/** One whole state of a run. Six kinds, and the window has one component for each. */
export type Activity =
  | { readonly kind: 'working'; readonly step: StepName }
  | ({ readonly kind: 'act'; readonly step: StepName } & PhysicalAct)
  | {
      readonly kind: 'ask'
      readonly step: StepName
      readonly questionId: string
      readonly question: Question
    }
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly step: StepName | null; readonly failure: Failure }
  | { readonly kind: 'cancelled'; readonly keyState: KeyState }

/** The three activities after which nothing changes any more. */
export type RunEnd = Extract<Activity, { readonly kind: 'done' | 'failed' | 'cancelled' }>

/** Whether a run is over. */
export function isEnd(activity: Activity): activity is RunEnd {
  return activity.kind === 'done' || activity.kind === 'failed' || activity.kind === 'cancelled'
}

/** What a person should know of a run besides how it ended. */
export type RunRemark = 'key-not-recognised' | 'blank-not-proven' | 'former-revoked'

/** A run as the window draws it: whole, never a delta. */
export interface RunSnapshot {
  readonly id: string
  readonly procedure: Procedure
  /** The slot this run has for itself; a desk has one. */
  readonly lane: string
  readonly person: Person | null
  readonly key: SecurityKey | null
  readonly steps: readonly Step[]
  readonly activity: Activity
  readonly remarks: readonly RunRemark[]
  /** False while stopping would leave the key between two states. */
  readonly cancellable: boolean
}
