import type { Failure, FailureCause, KeyState } from './failure.ts'
import type { Person, SecurityKey } from './records.ts'

/** The procedures a person can start; see docs/lifecycle.md. */
export type Procedure = 'issue-key'

/** The rail of a run: what is shown at the left, in order. */
export type StepName =
  | 'find-person'
  | 'insert-key'
  | 'check-key'
  | 'erase-key'
  | 'set-pin'
  | 'enroll-factor'
  | 'create-credential'
  | 'register-credential'
  | 'prove-credential'

export type StepState = 'pending' | 'current' | 'done' | 'skipped' | 'failed'

export interface Step {
  readonly name: StepName
  readonly state: StepState
}

/** What the person has to do with their hands. */
export type PhysicalAct =
  | { readonly act: 'insert-key' }
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

/** `pin` is UTF-8 in bytes; the receiver zeroes it. */
export type Answer =
  | { readonly kind: 'confirm-erase'; readonly erase: boolean }
  | { readonly kind: 'choose-pin'; readonly pin: Uint8Array }

/** How an issuance ended, for the person and for a script. */
export interface Outcome {
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
  /** False while stopping would leave the key between two states. */
  readonly cancellable: boolean
}
