import { isEligible } from '../../shared/eligibility.ts'
import type { Person } from '../../shared/records.ts'
import { ProcedureError, type Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'

/** The person as they are at the provider now, refused when no key can be issued to them. */
export async function findPerson(
  desk: Desk,
  talk: Conversation,
  idOrLogin: string,
): Promise<Person> {
  talk.show('find-person')
  const person = await desk.provider.getPerson(idOrLogin, talk.signal)
  talk.know({ person })
  if (isEligible(person.status)) return person
  const { login, status } = person
  throw new ProcedureError({ code: 'person-not-eligible', login, status })
}
