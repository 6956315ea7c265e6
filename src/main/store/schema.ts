import type { Act, IssuanceState, Proposal, ProviderEventKind } from '../../shared/records.ts'

// Only text and integer columns, times in epoch milliseconds, JSON as text: what PostgreSQL takes too.

/** One row per issuance; `sealed_*` columns hold what field-cipher.ts made, in base64. */
export interface IssuanceTable {
  id: string
  state: IssuanceState
  act: Act | null
  procedure: string
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
}

/** The journal; see audit/entry.ts. `body` is the canonical JSON that `hash` covers. */
export interface AuditTable {
  seq: number
  at: number
  fact: string
  issuance_id: string | null
  body: string
  hash: string
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

export interface Schema {
  audit_head: AuditHeadTable
  proposals: ProposalTable
  cursors: CursorTable
  issuances: IssuanceTable
  audit: AuditTable
  data_keys: DataKeyTable
}
