import type { FailureCause } from './failure.ts'
import type { HistoryEntry } from './pages.ts'
import type { ReadinessState } from './readiness.ts'

/** A part of the journal: whose facts, of which procedure, from where. */
export interface AuditRequest {
  /** The start of a login or a serial number; empty for everything. */
  readonly text: string
  readonly procedure: string | null
  readonly offset: number
  /** 1 to 500. */
  readonly limit: number
}

/** One fact of the journal, as the window lists it. */
export interface AuditRow extends HistoryEntry {
  readonly login: string | null
  readonly keySerial: string | null
  readonly issuanceId: string | null
}

/** What checking the whole journal found: signed to its end, or the first thing that does not hold. */
export type AuditVerdict =
  | {
      readonly intact: true
      readonly entries: number
      /** A remark, no fault: null where time always went on. */
      readonly setBack: AuditSetBack | null
    }
  | {
      readonly intact: false
      /** The entry that was changed or moved, or the place that is missing or not signed. */
      readonly seq: number
      readonly fault: AuditFault
    }

/**
 * `entry`: changed, moved or removed; `tail`: cut off; `head`: the signed end does not hold; `unsigned`:
 * written after a break; `key`: another key than the station's, or none; `older`: an earlier copy of the
 * journal, for the station remembers more of it.
 */
export type AuditFault = 'entry' | 'tail' | 'head' | 'unsigned' | 'key' | 'older'

/** Entries with a time before that of the one before: the station's clock was set back. */
export interface AuditSetBack {
  readonly times: number
  /** The first of them. */
  readonly seq: number
}

/** Whether the terminal works at this station as well. */
export interface TerminalAccess {
  readonly isAllowed: boolean
  /** Its key file is all that opens what the station has sealed: it stays. */
  readonly isOnly: boolean
}

/** A certificate by its subject; `validTo` is ISO 8601. */
export interface TrustedName {
  readonly name: string
  readonly validTo: string
}

/** What the station trusts when it judges attestations. */
export interface TrustSummary {
  readonly roots: readonly TrustedName[]
  /** For who signs the metadata, beside FIDO's own. */
  readonly metadataRoots: readonly TrustedName[]
  readonly metadata: {
    readonly number: number
    readonly models: number
    readonly ageDays: number
    /** `YYYY-MM-DD` */
    readonly nextUpdate: string
    readonly isOverdue: boolean
  } | null
  /** What was trusted and can no longer be read. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[]
}

/** What a station looks at in itself. */
export type SelfCheckName =
  | 'slots'
  | 'key'
  | 'connection'
  | 'provider'
  | 'registry'
  | 'rows'
  | 'key-store'
  | 'journal'
  | 'journal-key'
  | 'trust'

/** One line of the self-check. */
export interface SelfCheckItem {
  readonly name: SelfCheckName
  readonly state: ReadinessState
  /** What is wrong, in the words of a failure; null where nothing is. */
  readonly cause: FailureCause | null
  /** How many keys, entries or roots; a host's name; a product. */
  readonly found: string | number | null
}
