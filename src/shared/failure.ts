import type { Act, IssuanceState, PersonStatus } from './records.ts'

/**
 * What the key holds now, said with every failure. `untouched`: nothing was written to it.
 * `revoked-credential`: not then either, and the provider takes what it holds no more.
 * `pin-set-not-empty`: it has its PIN, and what others made on it before. `unknown`: the last write was
 * not answered.
 */
export type KeyState =
  | 'none'
  | 'untouched'
  | 'revoked-credential'
  | 'erased'
  | 'pin-set'
  | 'pin-set-not-empty'
  | 'pin-changed'
  | 'unregistered-credential'
  | 'registered-credential'
  | 'unknown'

/** A capability a template needs and a key can lack. */
export type KeyCapability =
  | 'resident-key'
  | 'client-pin'
  | 'pin-permission'
  | 'touch'
  | 'es256'
  | 'free-space'
  | 'reset'
  | 'minimum-pin-length'
  | 'force-pin-change'
  | 'always-uv'
  | 'enterprise-attestation'
  | 'credential-protection'

/** What a person can do about a provider's refusal, told by its error code. */
export type RefusalRemedy =
  | 'check-details'
  | 'check-person-status'
  | 'unlock-person'
  | 'wait-for-activation'
  | 'password-policy'
  | 'change-at-source'
  | 'enable-in-okta'
  | 'policy-protects'
  | 'find-person-again'
  | 'report-fault'

/** Why a file could not be written. */
export type WriteFault =
  'exists' | 'no-folder' | 'is-folder' | 'denied' | 'full' | 'own-folder' | 'other'

/** Why the registry cannot be used. `gone`: no file where there was one. `part-missing`: its log is not there. */
export type RegistryFault =
  | 'read-only'
  | 'full'
  | 'corrupt'
  | 'part-missing'
  | 'gone'
  | 'newer'
  | 'locked'
  /** It brings triggers, views, tables or definitions of its own. */
  | 'foreign-rules'
  | 'other'

/** Why a file cannot take the registry's place. */
export type BackupFault =
  | 'no-file'
  | 'is-folder'
  | 'unreadable'
  | 'no-registry'
  | 'corrupt'
  | 'part-missing'
  | 'newer'
  | 'foreign-rules'
  /** Its journal was changed. */
  | 'journal-broken'
  /** It is another station's: its journal is signed with another key. */
  | 'other-station'
  /** It was written before any recovery key was made. */
  | 'no-recovery'
  /** The recovery key is another one than the backup has. */
  | 'other-recovery-key'

/** What is not there when it is needed. The last four are asked for in a terminal that nobody sits at. */
export type Missing =
  | 'another station'
  | 'cancel'
  | 'sign-in in a browser'
  | 'proposal'
  | 'sealed-pin'
  | 'simulator'
  | 'station-key'
  | 'new-station'
  | 'journal-key'
  | 'dialog'
  | 'held-attestation'
  | 'current-pin'
  | 'confirmation'
  | 'pin'
  | 'pin-file'

/** Why a certificate, a root file or a metadata blob is not trusted, or could not be had or kept. */
export type TrustFault =
  | 'unreadable'
  | 'unwritable'
  | 'not-https'
  | 'unreachable'
  | 'too-large'
  | 'no-certificate'
  | 'not-a-blob'
  | 'untrusted-chain'
  | 'expired-certificate'
  | 'other-signer'
  | 'signature'
  | 'older'
  | 'missing'

/** What a provider's policy demands of every key beyond what this one showed. */
export type PolicyDemand = 'user-verification' | 'fips' | 'biometrics'

type NetworkCode =
  | 'provider-unreachable'
  | 'certificate-unknown'
  | 'certificate-invalid'
  | 'no-tls'
  | 'proxy-sign-in'
  | 'proxy-unreachable'

/**
 * Why there was no way to the provider, or why what came back was not from it. `reason`: the network's
 * own name for it, or what was answered.
 */
export type NetworkCause =
  | {
      readonly [C in NetworkCode]: {
        readonly code: C
        readonly host: string
        readonly reason: string
      }
    }[NetworkCode]
  | {
      readonly code: 'proxy-answered'
      readonly host: string
      readonly reason: string
      /** `connect`: it let no connection through. `answer`: it answered the request itself. */
      readonly stage: 'connect' | 'answer'
      /** Of HTTP; null where it is not known. */
      readonly status: number | null
    }

/** The tables of the registry that are read row by row. */
export type RowTable = 'issuances' | 'templates' | 'keys' | 'people' | 'proposals' | 'cursors'

/** A row of the registry that is not as a station wrote it. It names the column, never what is in it. */
export interface UnreadableRow {
  readonly code: 'row-unreadable'
  readonly table: RowTable
  readonly id: string
  /** As the registry's own schema calls it. */
  readonly column: string
}

/** Why a file that somebody gave could not be read. */
export type FileFault =
  'missing' | 'folder' | 'unreadable' | 'too-large' | 'not-text' | 'not-json' | 'no-recovery-key'

/** Why something could not be done: a code, and the data needed to explain it. Closed on purpose. */
export type FailureCause =
  // the person
  | { readonly code: 'person-not-found'; readonly query: string }
  | { readonly code: 'person-not-eligible'; readonly login: string; readonly status: PersonStatus }
  /** The provider keeps this station from changing them: its own administrators, above all. */
  | { readonly code: 'person-protected'; readonly login: string }
  | { readonly code: 'too-many-factors'; readonly login: string; readonly maximum: number }
  /** The enrollment policy keeps this person from holding a key; null where it may not be read. */
  | {
      readonly code: 'enrollment-not-allowed'
      readonly login: string
      readonly policy: string | null
    }
  /** The provider lets a person hold one key; of the one there is, what it tells. */
  | {
      readonly code: 'one-key-only'
      readonly login: string
      readonly name: string | null
      /** Epoch milliseconds. */
      readonly createdAt: number | null
    }
  // the key in the slot
  | { readonly code: 'no-key' }
  | { readonly code: 'several-keys'; readonly count: number }
  | { readonly code: 'different-key' }
  /** It may hold what it did not hold when people were asked about it. */
  | { readonly code: 'key-changed' }
  | { readonly code: 'key-access-denied'; readonly platform: string }
  | { readonly code: 'key-removed' }
  | { readonly code: 'key-unreachable' }
  | { readonly code: 'key-busy' }
  | { readonly code: 'key-silent'; readonly phase: string; readonly afterMs: number }
  | { readonly code: 'key-answer-invalid'; readonly command: string; readonly field: string }
  | { readonly code: 'key-refused'; readonly command: string; readonly status: string }
  | { readonly code: 'key-u2f-only' }
  | { readonly code: 'key-lacks'; readonly capability: KeyCapability }
  | { readonly code: 'key-not-blank' }
  | { readonly code: 'key-holds-credentials'; readonly count: number }
  | { readonly code: 'erase-not-confirmed' }
  | { readonly code: 'key-already-enrolled'; readonly login: string }
  | { readonly code: 'reset-too-late' }
  | { readonly code: 'touch-timeout' }
  | { readonly code: 'key-unknown' }
  | { readonly code: 'key-unrecognised'; readonly count: number }
  | { readonly code: 'key-being-replaced' }
  | { readonly code: 'model-not-allowed'; readonly aaguid: string }
  | { readonly code: 'key-below-policy'; readonly demand: PolicyDemand }
  // the PIN
  | { readonly code: 'pin-too-short'; readonly minimum: number }
  | { readonly code: 'pin-too-long'; readonly maximumBytes: number }
  | { readonly code: 'pin-not-text' }
  | { readonly code: 'pin-policy' }
  /** It can be tried again, so often; null where the key does not tell. */
  | { readonly code: 'pin-wrong'; readonly retriesLeft: number | null }
  | { readonly code: 'pin-blocked-until-reinserted' }
  | { readonly code: 'pin-blocked' }
  | { readonly code: 'pin-missing' }
  | { readonly code: 'pin-change-required' }
  // the identity provider
  | { readonly code: 'provider-not-connected' }
  /** `field`: the path of the entry; empty where the whole is something other than a connection. */
  | { readonly code: 'connection-invalid'; readonly field: string }
  | NetworkCause
  | { readonly code: 'provider-sign-in-refused'; readonly error: string; readonly reason: string }
  | { readonly code: 'provider-denied'; readonly operation: string; readonly reason: string }
  | {
      readonly code: 'provider-refused'
      readonly operation: string
      readonly errorCode: string
      readonly summary: string
      /** What would help, where the provider's code tells. */
      readonly remedy?: RefusalRemedy
    }
  | {
      readonly code: 'provider-rate-limited'
      readonly operation: string
      readonly retryAt: number | null
    }
  | { readonly code: 'provider-outage'; readonly operation: string; readonly status: number }
  | { readonly code: 'provider-answer-invalid'; readonly operation: string; readonly field: string }
  | { readonly code: 'ceremony-rejected'; readonly reason: string }
  | { readonly code: 'ceremony-expired' }
  | { readonly code: 'factor-not-found' }
  | { readonly code: 'factor-suspended'; readonly login: string }
  // the proof
  | { readonly code: 'attestation-invalid'; readonly reason: string }
  | { readonly code: 'attestation-untrusted'; readonly reason: string }
  /** `algorithm`: its COSE number. */
  | { readonly code: 'attestation-unverified'; readonly algorithm: number }
  | { readonly code: 'attestation-not-kept' }
  | { readonly code: 'proof-failed'; readonly reason: string }
  // the registry's rows
  | { readonly code: 'issuance-not-found' }
  | UnreadableRow
  | { readonly code: 'issuance-in-use'; readonly station: string }
  | { readonly code: 'issuance-taken-over' }
  | { readonly code: 'wrong-state'; readonly state: IssuanceState }
  | { readonly code: 'still-uncertain'; readonly act: Act }
  // the station
  | { readonly code: 'run-in-progress' }
  | { readonly code: 'input-invalid'; readonly paths: readonly string[] }
  | { readonly code: 'not-available'; readonly what: Missing }
  | { readonly code: 'file-not-read'; readonly file: string; readonly reason: FileFault }
  | { readonly code: 'file-not-written'; readonly file: string; readonly reason: WriteFault }
  | { readonly code: 'backup-unusable'; readonly file: string; readonly reason: BackupFault }
  /** Two registries are not made one: the journal of this one was changed. */
  | { readonly code: 'join-refused'; readonly file: string }
  | { readonly code: 'trust-refused'; readonly reason: TrustFault }
  | { readonly code: 'secrets-unavailable'; readonly reason: string }
  /** The terminal at a station of the window's, which did not allow it. */
  | { readonly code: 'terminal-not-admitted' }
  /** Something is sealed with a station's key that is not beside it any more. */
  | { readonly code: 'station-key-missing' }
  | { readonly code: 'registry-unavailable'; readonly reason: RegistryFault }
  | { readonly code: 'internal' }

/** Every code a failure can have. */
export type FailureCode = FailureCause['code']

/** A failure as a person is told it: the cause, and in what state the key is left. */
export interface Failure {
  readonly cause: FailureCause
  readonly keyState: KeyState
  /** The act that was under way, when one was; recovery starts from it. */
  readonly act: Act | null
  /** The provider's own request id (Okta: `x-okta-request-id`), to find it in its log. */
  readonly requestId: string | null
}
