import type { Issuance, SecurityKey } from '../../shared/records.ts'
import type { AuditFact, AuditProcedure, Fact } from '../store/journal/entry.ts'
import type { Registry } from '../store/registry.ts'

/** Where work is done and by whom: the registry, the operator, the station. */
export interface Workplace {
  readonly registry: Registry
  readonly operator: string
  readonly stationName: string
}

/** What a fact is about. */
export type About = Omit<
  AuditFact,
  'fact' | 'operator' | 'station' | 'requestId' | 'failure' | 'detail'
>

/** What only some facts have. */
export type FactDetails = Partial<Pick<AuditFact, 'requestId' | 'failure' | 'detail'>>

/** Who does something, and at which station. */
export type Doer = Pick<Workplace, 'operator' | 'stationName'>

/** A fact as the journal has it. */
export function factBy(
  { operator, stationName: station }: Doer,
  fact: Fact,
  about: About,
  { requestId = null, failure = null, detail }: FactDetails = {},
): AuditFact {
  const told = { fact, operator, station, ...about, requestId, failure }
  return detail === undefined ? told : { ...told, detail }
}

/** Writes one fact into the journal. */
export async function writeFact(
  workplace: Workplace,
  fact: Fact,
  about: About,
  details: FactDetails = {},
): Promise<void> {
  await workplace.registry.journal.append(factBy(workplace, fact, about, details))
}

/** What is known of a row, for a fact about it. */
export function aboutRow(procedure: AuditProcedure, row: Issuance): About {
  const { id: issuanceId, personId, login, aaguid, keySerial, credentialId, factorId } = row
  return { procedure, issuanceId, personId, login, aaguid, keySerial, credentialId, factorId }
}

/** What is known of a key that is nobody's, for a fact about it. */
export function aboutKey(procedure: AuditProcedure, key: SecurityKey): About {
  const { aaguid = null, serial: keySerial = null } = key
  const nobody = { issuanceId: null, personId: null, login: null }
  return { procedure, ...nobody, aaguid, keySerial, credentialId: null, factorId: null }
}

/** A fact about the station itself. */
export const aboutNothing: About = Object.freeze({
  procedure: 'settings',
  issuanceId: null,
  personId: null,
  login: null,
  aaguid: null,
  keySerial: null,
  credentialId: null,
  factorId: null,
})
