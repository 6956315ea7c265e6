import type { AttestationRecord } from './attestation-record.ts'
import type { CsvSeparator } from './csv.ts'
import type { FailureCause, UnreadableRow } from './failure.ts'
import type { ReadinessItem } from './readiness.ts'
import type {
  AuditRequest,
  AuditRow,
  AuditVerdict,
  SelfCheckItem,
  TrustSummary,
  TerminalAccess,
} from './housekeeping.ts'
import type { HistoryEntry, Page, PageRequest } from './pages.ts'
import type {
  FoundPerson,
  Issuance,
  KnownKey,
  KnownPerson,
  Proposal,
  SecurityKey,
} from './records.ts'
import type { KeyRemark } from './remarks.ts'
import type { Answer, Order, RunSnapshot } from './run.ts'
import type { GroupName, Template } from './template.ts'

/** What stands behind the station: nothing yet, a real organization, or the demo's double. */
export type ConnectionState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'connected'
      readonly host: string
      readonly simulated: boolean
      /** It could not be sealed, and has to be given again at the next start. */
      readonly forThisSession?: true
    }
  | { readonly kind: 'broken'; readonly cause: FailureCause }

/** A factor as the demo's double of Okta has it on record. */
export interface SimulatedFactor {
  readonly id: string
  readonly login: string
  readonly status: string
  /** base64url */
  readonly credentialId: string | null
}

/** Where the simulated keys are and what the double holds, in the demo only. */
export interface SimulatorState {
  readonly keys: readonly { readonly name: string; readonly inserted: boolean }[]
  /** Touches are given by the person at the window instead of by the key itself. */
  readonly touchByHand: boolean
  readonly touchAwaited: boolean
  readonly factors: readonly SimulatedFactor[]
}

/** Everything the window shows, whole. */
export interface StationSnapshot {
  readonly simulated: boolean
  readonly simulator: SimulatorState | null
  readonly connection: ConnectionState
  readonly keys: readonly SecurityKey[]
  readonly templates: readonly Template[]
  readonly runs: readonly RunSnapshot[]
  readonly recent: readonly Issuance[]
  readonly unfinished: readonly Issuance[]
  /** What happened at the provider and waits for a decision. */
  readonly proposals: readonly Proposal[]
  /** Rows of the registry that could not be read so far, and were left out: the first of them. */
  readonly unreadable: readonly UnreadableRow[]
}

/** A person's hand on the simulated hardware. */
export type SimulatorAct =
  | { readonly act: 'insert'; readonly name: string }
  | { readonly act: 'remove'; readonly name: string }
  | { readonly act: 'touch' }
  | { readonly act: 'touch-by-hand'; readonly on: boolean }

/** Where the operator had something saved; null when they changed their mind. */
export interface SavedFile {
  readonly file: string | null
}

/** Every request of the window: its input and its output. */
export interface Requests {
  'station.snapshot': { input: null; output: StationSnapshot }
  'station.try-demo': { input: null; output: null }
  /** Asks for a connection file, and connects by it. */
  'connection.choose': { input: null; output: null }
  'people.search': { input: { readonly text: string }; output: readonly FoundPerson[] }
  'runs.start': {
    input: Order & {
      /** How long to wait for exactly one key; 0 takes what is there. Default: for ever. */
      readonly waitForKeyMs?: number
    }
    output: { readonly runId: string }
  }
  'runs.answer': {
    input: { readonly runId: string; readonly questionId: string; readonly answer: Answer }
    output: null
  }
  'runs.cancel': { input: { readonly runId: string }; output: null }
  'runs.dismiss': { input: { readonly runId: string }; output: null }
  'issuances.list': { input: PageRequest; output: Page<Issuance> }
  /** One issuance, those before and after it, and what the journal says of it, the newest first. */
  'issuances.history': {
    input: { readonly issuanceId: string }
    output: {
      readonly issuance: Issuance
      /** What speaks against its key. */
      readonly remarks: readonly KeyRemark[]
      /** What its key showed is kept, sealed. */
      readonly hasAttestation: boolean
      readonly line: readonly Issuance[]
      readonly entries: readonly HistoryEntry[]
    }
  }
  /** What its key showed when it was issued; each time is in the audit. */
  'issuances.attestation': { input: { readonly issuanceId: string }; output: AttestationRecord }
  /** The same into a file that is asked for. */
  'issuances.save-attestation': { input: { readonly issuanceId: string }; output: SavedFile }
  'keys.list': { input: PageRequest; output: Page<KnownKey> }
  'people.list': { input: PageRequest; output: Page<KnownPerson> }
  /** Keeps a template; one with a known id becomes its next version. */
  'templates.save': { input: { readonly template: Template }; output: Template }
  /** The template is offered no more; issuances made by it keep it. */
  'templates.retire': { input: { readonly templateId: string }; output: null }
  'groups.search': { input: { readonly text: string }; output: readonly GroupName[] }
  'audit.list': { input: AuditRequest; output: Page<AuditRow> }
  /** Walks the whole journal; a million entries take seconds. */
  'audit.verify': { input: null; output: AuditVerdict }
  /** Asks where to; `file` is null when the operator changed their mind. */
  'audit.export': {
    input:
      { readonly format: 'jsonl' } | { readonly format: 'csv'; readonly separator: CsvSeparator }
    output: SavedFile
  }
  'registry.backup': { input: null; output: SavedFile }
  /** The page as it is now, as it would be printed. */
  'papers.save-pdf': { input: { readonly paper: 'letter' | 'label' }; output: SavedFile }
  'self-check.run': { input: null; output: readonly SelfCheckItem[] }
  /** Null where nothing is kept. */
  'terminal.read': { input: null; output: TerminalAccess | null }
  'terminal.allow': { input: { readonly isAllowed: boolean }; output: TerminalAccess }
  /** A new recovery key, into a file that is asked for; the one before it opens later back-ups no more. */
  'recovery-key.save': { input: null; output: SavedFile }
  'trust.read': { input: null; output: TrustSummary }
  /** Asks for a file of roots, PEM or DER. */
  'trust.add-roots': { input: null; output: TrustSummary }
  /** The same for who may sign FIDO's metadata, beside the roots that are known. */
  'trust.add-metadata-roots': { input: null; output: TrustSummary }
  /** From an https address, or from a file that is asked for. */
  'trust.import-metadata': { input: { readonly url?: string }; output: TrustSummary }
  /** The sealed PIN as UTF-8 bytes, to be shown or printed; each time is in the audit. */
  'pins.reveal': { input: { readonly issuanceId: string }; output: { readonly pin: Uint8Array } }
  /** The holder has the PIN: it is purged from the registry and the issuance is active. */
  'pins.hand-over': { input: { readonly issuanceId: string }; output: null }
  /** Everything that decides whether keys can be issued, for the key in the slot and a person. */
  'readiness.check': {
    input: { readonly person?: string }
    output: readonly ReadinessItem[]
  }
  /** Asks the provider at once what happened there; the station asks by itself every minute. */
  'proposals.read': { input: null; output: readonly Proposal[] }
  'proposals.decide': {
    input: { readonly id: string; readonly decision: 'apply' | 'dismiss' }
    output: null
  }
  'simulator.act': { input: SimulatorAct; output: null }
}

export type RequestName = keyof Requests
export type Input<N extends RequestName> = Requests[N]['input']
export type Output<N extends RequestName> = Requests[N]['output']

/** The names, for the preload's allow-list. `satisfies` holds it complete and exact. */
export const requestNames = Object.keys({
  'station.snapshot': true,
  'station.try-demo': true,
  'connection.choose': true,
  'people.search': true,
  'runs.start': true,
  'runs.answer': true,
  'runs.cancel': true,
  'runs.dismiss': true,
  'issuances.list': true,
  'issuances.history': true,
  'issuances.attestation': true,
  'issuances.save-attestation': true,
  'keys.list': true,
  'people.list': true,
  'templates.save': true,
  'templates.retire': true,
  'groups.search': true,
  'audit.list': true,
  'audit.verify': true,
  'audit.export': true,
  'registry.backup': true,
  'papers.save-pdf': true,
  'self-check.run': true,
  'terminal.read': true,
  'terminal.allow': true,
  'recovery-key.save': true,
  'trust.read': true,
  'trust.add-roots': true,
  'trust.add-metadata-roots': true,
  'trust.import-metadata': true,
  'pins.reveal': true,
  'pins.hand-over': true,
  'readiness.check': true,
  'proposals.read': true,
  'proposals.decide': true,
  'simulator.act': true,
} satisfies Record<RequestName, true>) as readonly RequestName[]

/** The one push: a whole snapshot, whenever anything in it has changed. */
export const snapshotEvent = 'station.snapshot-changed'

/** Electron drops the fields of thrown errors, so a refusal travels as a value. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: FailureCause }

/** What the preload puts on `window.station`. */
export interface StationApi {
  request<N extends RequestName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>
  /** Calls `listener` with every new snapshot; returns the way to stop. */
  onSnapshot(listener: (snapshot: StationSnapshot) => void): () => void
}
