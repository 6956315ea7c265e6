import { defaultTemplates } from '../../src/main/store/default-templates.ts'
import type { IssuanceDraft } from '../../src/main/store/issuances/issuance-row.ts'
import type { AuditFact } from '../../src/main/store/journal/entry.ts'
import type { Person } from '../../src/shared/records.ts'
import type { Template } from '../../src/shared/template.ts'

/** A person of the provider's. */
export const jane: Person = {
  id: '00u1',
  login: 'jane.doe@example.com',
  email: 'jane.doe@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  status: 'ACTIVE',
}

/** One of the templates a station starts with. */
export function templateOf(id: string): Template {
  const template = defaultTemplates.find((one) => one.id === id)
  if (!template) throw new Error(`no template ${id}`)
  return template
}

/** An issuance for Jane, unless it says otherwise. */
export function draftOf(id: string, changes: Partial<IssuanceDraft> = {}): IssuanceDraft {
  const template = templateOf('walk-in')
  const draft = { id, procedure: 'issue-key', person: jane, provider: 'acme.okta.com', template }
  return { ...draft, procedure: 'issue-key', ...changes }
}

/** A fact with every field filled. */
export const sampleFact: AuditFact = {
  fact: 'pin-set',
  operator: 'o',
  station: 's',
  procedure: 'issue-key',
  issuanceId: 'i1',
  personId: '00u1',
  login: 'jane',
  aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  keySerial: '123',
  credentialId: 'Y3JlZA',
  factorId: 'fwf1',
  requestId: 'request-1',
  failure: null,
}
