import type { Issuance } from '../shared/records.ts'
import type { Fact } from './audit/entry.ts'
import type { Registry } from './store/registry.ts'

/** Where work on a row is done without a key: which registry, and who does it. */
export interface Counter {
  readonly registry: Registry
  readonly operator: string
  readonly station: string
}

/** Writes one fact about a row into the journal. */
export async function recordFor(
  { registry, operator, station }: Counter,
  procedure: string,
  fact: Fact,
  row: Issuance,
): Promise<void> {
  await registry.journal.append({
    fact,
    operator,
    station,
    procedure,
    issuanceId: row.id,
    personId: row.personId,
    login: row.login,
    aaguid: row.aaguid,
    keySerial: row.keySerial,
    credentialId: row.credentialId,
    factorId: row.factorId,
    requestId: null,
    failure: null,
  })
}
