import { isEligible } from '../../../shared/eligibility.ts'
import type { Person } from '../../../shared/records.ts'
import type { NewPersonName } from '../../../shared/run.ts'
import type { Template } from '../../../shared/template.ts'
import type { AtDesk } from '../../desk/at-key.ts'
import { writeFact } from '../../desk/facts.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { ProviderError } from '../../provider/provider.ts'

/** The person as they are at the provider now, refused when no key can be issued to them. */
export async function findPerson(at: AtDesk, idOrLogin: string): Promise<Person> {
  const { desk, talk } = at
  talk.show('find-person')
  return await demandEligible(at, await desk.provider.getPerson(idOrLogin, talk.signal))
}

/** The same; somebody the provider does not know is created where the template says so. */
export async function findOrCreatePerson(
  at: AtDesk,
  login: string,
  { missingPerson }: Template,
  name: NewPersonName | undefined,
): Promise<Person> {
  try {
    return await findPerson(at, login)
  } catch (error) {
    const isMissing = error instanceof ProviderError && error.reason.code === 'person-not-found'
    if (!isMissing || missingPerson === 'refuse' || !name) throw error
  }
  const { desk, talk } = at
  const start = missingPerson === 'create-active' ? 'active' : 'staged'
  const person = await desk.provider.createPerson({ login, ...name, start }, talk.signal)
  const about = { personId: person.id, login: person.login, aaguid: null, keySerial: null }
  const nothing = { issuanceId: null, credentialId: null, factorId: null }
  await writeFact(desk, 'person-created', { procedure: 'issue-key', ...about, ...nothing })
  return await demandEligible(at, person)
}

async function demandEligible({ desk, talk }: AtDesk, person: Person): Promise<Person> {
  talk.know({ person })
  await desk.registry.people.note(person, desk.provider.host)
  if (isEligible(person.status)) return person
  const { login, status } = person
  throw new ProcedureError({ code: 'person-not-eligible', login, status })
}
