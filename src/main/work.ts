import type { Person, Template } from '../shared/records.ts'
import type { AuditFact, Fact } from './audit/entry.ts'
import type { Conversation } from './conversation.ts'
import type { Desk } from './desk.ts'
import type { KeySession } from './key-session.ts'

/** One issuance under way: at which desk, with whom, on which key, and what is known of it so far. */
export interface Work {
  readonly desk: Desk
  readonly talk: Conversation
  readonly issuanceId: string
  readonly procedure: string
  readonly person: Person
  readonly template: Template
  /** How long to wait for a person to plug a key in; 0 for nobody there, Infinity for ever. */
  readonly waitMs: number
  readonly session: KeySession
  factorId: string | null
  /** base64url */
  credentialId: string | null
}

type Details = Partial<Pick<AuditFact, 'requestId' | 'failure'>>

/** Writes one fact about this work into the journal. */
export async function record(work: Work, fact: Fact, details: Details = {}): Promise<void> {
  const { desk, person, session } = work
  await desk.registry.journal.append({
    fact,
    operator: desk.operator,
    station: desk.station,
    procedure: work.procedure,
    issuanceId: work.issuanceId,
    personId: person.id,
    login: person.login,
    aaguid: session.key.aaguid ?? null,
    keySerial: session.key.serial ?? null,
    credentialId: work.credentialId,
    factorId: work.factorId,
    requestId: details.requestId ?? null,
    failure: details.failure ?? null,
  })
}
