import type { NewPersonName } from '../../shared/run.ts'
import { longestName, newPersonSchema } from '../../shared/schemas.ts'
import { UsageError } from './usage-error.ts'

/** Throws UsageError for an id, a login or a name that is longer than any; by what it is given with. */
export function checkLengths(given: Readonly<Record<string, string | null | undefined>>): void {
  for (const [what, text] of Object.entries(given)) {
    if ((text?.length ?? 0) > longestName)
      throw new UsageError('too-long', { what, most: longestName })
  }
}

/** What makes somebody new, as a request takes it. Throws UsageError. */
export function checkNewPerson(given: NewPersonName): NewPersonName {
  const field = newPersonSchema.safeParse(given).error?.issues[0]?.path[0]
  if (field === undefined) return given
  if (field === 'email') throw new UsageError('no-email', given)
  throw new UsageError('empty-name', {
    option: field === 'firstName' ? '--first-name' : '--last-name',
  })
}
