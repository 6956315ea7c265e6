import { sql, type Kysely } from 'kysely'
import { foldOrNull } from '../rows/fold.ts'
import type { AuditTable, Schema } from '../schema.ts'
import type { AuditEntry, AuditFact } from './entry.ts'

/** An entry as the registry's table holds it. Numbers as text: one that was changed may be too great. */
export interface StoredEntry extends Omit<AuditTable, 'seq' | 'at'> {
  readonly seq: string
  readonly at: string
}

/** Entries as they stand in the table, whatever was done to them. */
export function selectStored(db: Kysely<Schema>) {
  return db
    .selectFrom('audit')
    .select([sql<string>`cast(seq as text)`.as('seq'), sql<string>`cast(at as text)`.as('at')])
    .select(['fact', 'issuance_id', 'body', 'hash'])
    .select(['procedure', 'request_id', 'login_folded', 'serial_folded'])
}

/** The columns that repeat what a body says, to be searched by. */
export function repeatedColumns(fact: AuditFact) {
  return {
    fact: fact.fact,
    issuance_id: fact.issuanceId,
    procedure: fact.procedure,
    request_id: fact.requestId,
    login_folded: foldOrNull(fact.login) ?? null,
    serial_folded: foldOrNull(fact.keySerial) ?? null,
  }
}

/** Whether the columns say what the body says; a body that is no JSON says nothing. */
export function isToldTwiceAlike(entry: StoredEntry): boolean {
  const fact = factOf(entry.body)
  if (fact === null) return false
  const columns = repeatedColumns(fact)
  return (
    columns.fact === entry.fact &&
    columns.issuance_id === entry.issuance_id &&
    columns.procedure === entry.procedure &&
    columns.request_id === entry.request_id &&
    columns.login_folded === entry.login_folded &&
    columns.serial_folded === entry.serial_folded
  )
}

/** An entry as it is shown and exported. */
export function entryOf({ seq, at, body, hash }: StoredEntry): AuditEntry {
  return { seq: Number(seq), at: Number(at), hash, fact: JSON.parse(body) as AuditFact }
}

function factOf(body: string): AuditFact | null {
  try {
    const fact = JSON.parse(body) as unknown
    return typeof fact === 'object' ? (fact as AuditFact | null) : null
  } catch {
    return null
  }
}
