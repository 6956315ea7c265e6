import { bundlesOf } from '../../shared/bundles.ts'
import type { FoundPerson } from '../../shared/records.ts'
import type { Provider } from '../provider/provider.ts'
import type { Registry } from '../store/registry.ts'

/** Whom the provider finds by a text, each with how many keys they hold as far as the registry knows. */
export async function findPeople(
  { issuances }: Pick<Registry, 'issuances'>,
  provider: Provider,
  text: string,
): Promise<readonly FoundPerson[]> {
  const people = await provider.searchPeople(text)
  return await Promise.all(
    people.map(async (person) => {
      const held = await issuances.listOfPerson(person.id, provider.host)
      return { ...person, keys: bundlesOf(held).length }
    }),
  )
}
