import { createHash } from 'node:crypto'
import type { FailureCode, KeyState } from '../../shared/failure.ts'
import type { Act } from '../../shared/records.ts'

/** What can be said to have happened. Closed: no free text, so no secret can slip in. */
export type Fact =
  | 'run-started'
  | 'key-erased'
  | 'pin-set'
  | 'factor-enrolled'
  | 'credential-created'
  | 'credential-registered'
  | 'credential-proven'
  | 'factor-deleted'
  | 'pin-revealed'
  | 'pin-handed-over'
  | 'issuance-inactivated'
  | 'issuance-reactivated'
  | 'issuance-revoked'
  | 'proposal-dismissed'
  | 'run-done'
  | 'run-failed'
  | 'run-cancelled'

/** One fact, with what is needed to find it again at the key and at the provider. */
export interface AuditFact {
  readonly fact: Fact
  readonly operator: string
  readonly station: string
  readonly procedure: string
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

/** SHA-256 over the previous hash, the place, the time and the body. */
export function hashOf(previous: string, seq: number, at: number, body: string): string {
  return createHash('sha256').update(`${previous}\n${seq}\n${at}\n${body}`).digest('hex')
}
