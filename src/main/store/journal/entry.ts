import { hash } from 'node:crypto'
import type { FailureCode, KeyState } from '../../../shared/failure.ts'
import type { Act, Procedure } from '../../../shared/records.ts'

/** What can be said to have happened. Closed: no free text, so no secret can slip in. */
export type Fact =
  | 'run-started'
  | 'key-read'
  | 'key-erased'
  | 'key-identified'
  | 'key-disowned'
  | 'key-doubted'
  | 'blank-not-proven'
  | 'key-configured'
  | 'pin-set'
  | 'pin-changed'
  | 'factor-enrolled'
  | 'credential-created'
  | 'credential-registered'
  | 'credential-proven'
  | 'attestation-held'
  | 'attestation-exported'
  | 'factor-deleted'
  | 'pin-revealed'
  | 'pin-handed-over'
  | 'issuance-activated'
  | 'issuance-inactivated'
  | 'issuance-reactivated'
  | 'issuance-revoked'
  | 'issuance-expired'
  | 'issuance-settled'
  | 'claim-lifted'
  | 'person-created'
  | 'person-suspended'
  | 'person-unsuspended'
  | 'group-joined'
  | 'group-left'
  | 'attribute-set'
  | 'template-saved'
  | 'template-retired'
  | 'roots-added'
  | 'metadata-roots-added'
  | 'metadata-imported'
  | 'proposal-dismissed'
  | 'connection-changed'
  | 'journal-exported'
  | 'checkpoints-moved'
  | 'registry-copied'
  | 'registry-restored'
  | 'terminal-allowed'
  | 'terminal-dismissed'
  | 'recovery-key-made'
  | 'registry-joined'
  | 'paper-saved'
  | 'run-done'
  | 'run-failed'
  | 'run-cancelled'

/** What somebody did in the course of: a procedure, or something smaller. */
export type AuditProcedure =
  Procedure | 'hand-over-pin' | 'provider-event' | 'recovery' | 'export' | 'settings'

/** What only some facts say besides. Closed like the facts themselves, but for a reason somebody gave. */
export type AuditDetail =
  /** A file that was written: its name, without its folder. */
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'template'
      readonly id: string
      readonly version: number
      /** SHA-256 over its canonical JSON, lower-case hex. */
      readonly digest: string
      /** Names of the settings that are not as in the version before. */
      readonly changed: readonly string[]
    }
  /** Certificates that are trusted from now on: SHA-256 of each, lower-case hex. */
  | { readonly kind: 'roots'; readonly fingerprints: readonly string[] }
  /** The number of FIDO's list. */
  | { readonly kind: 'metadata'; readonly number: number }
  /** Who had claimed the row and is gone, by the name of their machine. */
  | { readonly kind: 'claim'; readonly station: string }
  /** The organization's host. */
  | { readonly kind: 'connection'; readonly host: string }
  | {
      readonly kind: 'restore'
      readonly reason: string
      /** The key of the other station it came from, SHA-256 in lower-case hex; null for one's own. */
      readonly origin: string | null
      /** The last entry that the backup brought. */
      readonly until: Place
      /** The last entry that was there before, and is none of the backup's; null where none is lost. */
      readonly takesBack: Place | null
    }
  | JoinDetail

/** Another registry that was taken into this one. */
export interface JoinDetail {
  readonly kind: 'join'
  /** The whole of it, beside the registry: the file's name, without its folder. */
  readonly archive: string
  /** The key that signed its journal: SHA-256 of its SPKI DER, in lower-case hex. */
  readonly origin: string
  /** The last entry of its journal. */
  readonly until: Place
  /** How many issuances came with it that were not here. */
  readonly issuances: number
}

/** A place in the chain: the number of an entry and its hash, lower-case hex; 0 before the first. */
export interface Place {
  readonly seq: number
  readonly hash: string
}

/** One fact, with what is needed to find it again at the key and at the provider. */
export interface AuditFact {
  readonly fact: Fact
  readonly operator: string
  readonly station: string
  readonly procedure: AuditProcedure
  readonly issuanceId: string | null
  readonly personId: string | null
  readonly login: string | null
  readonly aaguid: string | null
  readonly keySerial: string | null
  readonly credentialId: string | null
  readonly factorId: string | null
  readonly requestId: string | null
  readonly failure: {
    readonly code: FailureCode
    readonly keyState: KeyState
    readonly act: Act | null
  } | null
  /** Absent where there is nothing more to say. */
  readonly detail?: AuditDetail
}

/** An entry as it stands in the journal: chained to the one before it by SHA-256. */
export interface AuditEntry {
  /** 1 for the first. */
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly fact: AuditFact
  /** Lower-case hex. */
  readonly hash: string
}

/** The hash before the first entry. */
export const genesis = '0'.repeat(64)

/** SHA-256 over the previous hash, the place, the time and the body; both numbers in decimal. */
export function hashOf(
  previous: string,
  seq: number | string,
  at: number | string,
  body: string,
): string {
  return hash('sha256', `${previous}\n${seq}\n${at}\n${body}`)
}
