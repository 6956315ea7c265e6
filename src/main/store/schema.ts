import type {
  Act,
  IssuanceState,
  OnKey,
  PersonStatus,
  Procedure,
  Proposal,
  ProviderEventKind,
} from '../../shared/records.ts'

// Only text and integer columns, times in epoch milliseconds, JSON as text: what PostgreSQL takes too.

/**
 * One row per issuance; `sealed_*` columns hold what field-cipher.ts made, in base64, and `*_folded`
 * ones what fold.ts made of their neighbours, to be searched and sorted by.
 */
export interface IssuanceTable {
  id: string
  state: IssuanceState
  act: Act | null
  procedure: Procedure
  person_id: string
  login: string
  person_name: string
  provider: string
  rp_id: string | null
  factor_id: string | null
  credential_id: string | null
  public_key: string | null
  aaguid: string | null
  key_serial: string | null
  key_product: string | null
  key_identity: string | null
  sealed_pin: string | null
  template: string
  created_at: number
  updated_at: number
  bundle_id: string
  former_id: string | null
  on_key: OnKey
  /** JSON of an InactiveMeans. */
  inactive_by: string | null
  /** The attestation that waits for the hand-over. */
  sealed_held: string | null
  /** The attestation that is kept for the record. */
  sealed_attestation: string | null
  /** JSON of what spoke against the key when it was issued; null for nothing. */
  remarks: string | null
  claimed_by: string | null
  claimed_until: number | null
  /** Ids of the groups its template speaks of, as JSON; null for none. */
  group_ids: string | null
  login_folded: string
  name_folded: string
  last_name_folded: string
  serial_folded: string | null
  credential_folded: string | null
  product_folded: string | null
}

/** A key that was seen, by maker and serial number. */
export interface KeyTable {
  identity: string
  vendor_id: number
  product_id: number
  product: string
  aaguid: string | null
  serial: string | null
  firmware: string | null
  first_seen_at: number
  last_seen_at: number
  product_folded: string
  serial_folded: string | null
}

/** A person as the provider told of them last. `id` is the provider's name and their own id there. */
export interface PersonTable {
  id: string
  provider: string
  person_id: string
  login: string
  email: string
  first_name: string
  last_name: string
  status: PersonStatus
  last_seen_at: number
  login_folded: string
  email_folded: string
  name_folded: string
  last_name_folded: string
}

/** One row per version of a template; `body` is its JSON. */
export interface TemplateTable {
  id: string
  version: number
  body: string
  created_at: number
  /** When it was withdrawn; only the newest version's counts. */
  retired_at: number | null
}

/** How many rows there are of something: counting a million takes longer than a page may. */
export interface CountTable {
  name: string
  rows: number
}

/**
 * The journal; see journal/entry.ts. `body` is the canonical JSON that `hash` covers; the columns beside
 * it repeat what it says, to be searched by.
 */
export interface AuditTable {
  seq: number
  at: number
  fact: string
  issuance_id: string | null
  body: string
  hash: string
  procedure: string
  request_id: string | null
  login_folded: string | null
  serial_folded: string | null
}

/** The key that seals fields, itself sealed by a keeper of secrets. */
export interface DataKeyTable {
  id: string
  keeper: string
  sealed: string
  created_at: number
}

/** One event at the provider for one issuance, and what was decided about it. */
export interface ProposalTable {
  id: string
  /** Empty for an event that concerns everybody. */
  issuance_id: string
  at: number
  kind: ProviderEventKind
  proposal: Proposal['proposal']
  actor: string
  decision: 'open' | 'applied' | 'dismissed'
}

/** Where a reading ended; `value` is JSON. */
export interface CursorTable {
  name: string
  value: string
}

/** One row: where the journal ends. */
export interface AuditHeadTable {
  id: number
  seq: number
  hash: string
  signature: string
  public_key: string
}

/** One activation of a factor that was sent to a provider a moment ago, and counts there for a while. */
export interface ActivationTable {
  provider: string
  person_id: string
  sent_at: number
}

export interface Schema {
  activations: ActivationTable
  audit_head: AuditHeadTable
  proposals: ProposalTable
  cursors: CursorTable
  issuances: IssuanceTable
  audit: AuditTable
  data_keys: DataKeyTable
  keys: KeyTable
  people: PersonTable
  templates: TemplateTable
  counts: CountTable
}
