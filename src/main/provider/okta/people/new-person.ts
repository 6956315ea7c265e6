import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Person } from '../../../../shared/records.ts'
import { ProviderError, type NewPerson } from '../../provider.ts'
import { readAnswer } from '../calls/answers.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { Ask } from '../calls/request-executor.ts'
import { UncertainError } from '../calls/retry.ts'
import { doOnce } from '../calls/settle.ts'
import { begunAt, type Means } from '../means.ts'
import { getPerson } from './people.ts'
import { personSchema } from './person.ts'

const activationPollMs = 1_000
const mostPolls = 20

/**
 * Creates a person. A login is unique at Okta, so a repeated attempt cannot make two; one that was
 * there before us is refused, and neither changed nor taken for ours.
 */
export async function createPerson(
  means: Means,
  person: NewPerson,
  signal?: AbortSignal,
): Promise<Person> {
  const startedAt = means.surroundings.now()
  const created = await doOnce(
    means.surroundings,
    () => sendNewPerson(means.ask, person, signal),
    () => findCreated(means, person.login, startedAt, signal),
    signal,
  ).catch((error: unknown) => {
    throw explainError(error)
  })
  return person.start === 'active' ? waitUntilActive(means, created, signal) : created
}

async function sendNewPerson(ask: Ask, person: NewPerson, signal?: AbortSignal): Promise<Person> {
  const { login, email, firstName, lastName, groupIds, start } = person
  const isActive = start === 'active'
  const answer = await ask(
    'createUser',
    (okta) =>
      okta.users.createUser({
        activate: isActive,
        body: {
          profile: { login, email, firstName, lastName },
          ...(groupIds === undefined ? {} : { groupIds: [...groupIds] }),
          ...(isActive ? { credentials: { password: { value: randomPassword() } } } : {}),
        },
      }),
    signal,
  )
  const read = personSchema.safeParse(answer.body)
  if (read.success) return read.data
  // Okta took it and says so in a way we cannot read: a look at the person tells.
  throw new UncertainError(
    { code: 'provider-answer-invalid', operation: 'createUser', field: 'body' },
    answer.requestId,
  )
}

/** A person of that login who appeared after we began can only be ours: a login is unique. */
async function findCreated(
  means: Means,
  login: string,
  startedAt: number,
  signal: AbortSignal | undefined,
): Promise<Person | null> {
  const { ask } = means
  const found = await getPerson(ask, login, signal).catch((error: unknown) => {
    if (error instanceof ProviderError && error.reason.code === 'person-not-found') return null
    throw error
  })
  if (found === null) return null
  const answer = await ask('getUser', (okta) => okta.users.getUser({ userId: found.id }), signal)
  const { created } = readAnswer(createdSchema, answer, 'getUser')
  return Date.parse(created) >= begunAt(means, startedAt) ? found : null
}

const createdSchema = z.looseObject({ created: z.string() })

/**
 * Okta activates in the background; until then it refuses to enroll anything for the person. Who cannot
 * be looked at is there all the same, and told as they were seen last.
 */
async function waitUntilActive(
  { ask, surroundings }: Means,
  person: Person,
  signal: AbortSignal | undefined,
): Promise<Person> {
  let current = person
  for (let poll = 0; current.status !== 'ACTIVE' && poll < mostPolls; poll += 1) {
    await surroundings.sleep(activationPollMs, signal)
    try {
      current = await getPerson(ask, person.id, signal)
    } catch (error) {
      if (error instanceof ProviderError) return current
      throw error
    }
  }
  return current
}

/** Okta reports a password its policy refuses as a validation of the whole request. */
function explainError(error: unknown): unknown {
  if (!(error instanceof OktaRefusal) || error.reason.code !== 'provider-refused') return error
  if (!/\bpassword\b/i.test(error.summary)) return error
  return new ProviderError({ ...error.reason, remedy: 'password-policy' }, error.requestId, {
    cause: error,
  })
}

const characterClasses = [
  'abcdefghijkmnopqrstuvwxyz',
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  '23456789',
  '!#$%*+-=?@_',
] as const
const passwordLength = 32

/** Every class policies ask for, many times the usual least length, and nothing of the person's name. */
export function randomPassword(): string {
  const pick = (from: string): string => from.charAt(randomInt(from.length))
  const all = characterClasses.join('')
  const characters = Array.from({ length: passwordLength }, (_, index) =>
    pick(characterClasses[index] ?? all),
  )
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    const moved = characters[last] ?? ''
    characters[last] = characters[other] ?? ''
    characters[other] = moved
  }
  return characters.join('')
}
