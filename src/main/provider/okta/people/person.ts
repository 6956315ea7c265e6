import { z } from 'zod'
import type { Person, PersonStatus } from '../../../../shared/records.ts'
import { listOf, nameSchema } from '../calls/answers.ts'

const statuses: ReadonlySet<string> = new Set<PersonStatus>([
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
])
const text = nameSchema.nullish().transform((value) => value ?? '')

/** A user of Okta's API, as far as the station looks at one. */
export const personSchema = z
  .looseObject({
    id: z.string().min(1),
    status: z.string(),
    profile: z.looseObject({ login: nameSchema, email: text, firstName: text, lastName: text }),
  })
  .transform(({ id, status, profile }): Person => {
    const { login, email, firstName, lastName } = profile
    return Object.freeze({
      id,
      login,
      email,
      firstName,
      lastName,
      status: isPersonStatus(status) ? status : 'UNKNOWN',
    })
  })

export const peopleSchema = listOf(personSchema)

function isPersonStatus(status: string): status is PersonStatus {
  return statuses.has(status)
}
