import type { Act, IssuanceState } from '../../shared/records.ts'

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
  key_fingerprint: string | null
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

export interface Schema {
  issuances: IssuanceTable
  audit: AuditTable
  data_keys: DataKeyTable
}
