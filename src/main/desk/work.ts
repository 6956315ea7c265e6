import type { Act, Person, Procedure } from '../../shared/records.ts'
import type { Template } from '../../shared/template.ts'
import type { IssuanceChanges } from '../store/issuances/issuance-row.ts'
import type { Fact } from '../store/journal/entry.ts'
import type { AtKey } from './at-key.ts'
import { writeFact, type FactDetails } from './facts.ts'

/** One issuance under way: at which desk, with whom, on which key, and what is known of it so far. */
export interface Work extends AtKey {
  readonly issuanceId: string
  readonly procedure: Procedure
  readonly person: Person
  readonly template: Template
  /** Where the person will sign in with it: one of the provider's origins. */
  readonly origin: string
  factorId: string | null
  /** base64url */
  credentialId: string | null
}

/** Writes ahead: the row names the act before it is tried, or that none is; a failure names it too. */
export async function announce(
  { desk, talk, issuanceId }: Work,
  act: Act | null,
  changes: Omit<IssuanceChanges, 'act'> = {},
): Promise<void> {
  await desk.registry.issuances.update(issuanceId, { ...changes, act })
  talk.know({ act })
}

/** Writes one fact about this work into the journal. */
export async function record(work: Work, fact: Fact, details: FactDetails = {}): Promise<void> {
  const { procedure, issuanceId, person, factorId, credentialId } = work
  const { aaguid = null, serial: keySerial = null } = work.session.key
  const known = { procedure, issuanceId, aaguid, keySerial, credentialId, factorId }
  await writeFact(work.desk, fact, { ...known, personId: person.id, login: person.login }, details)
}
