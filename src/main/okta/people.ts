import type { Person } from '../../shared/records.ts'
import { IdpError } from '../idp.ts'
import { nextCursor, readAnswer } from './answers.ts'
import { OktaRefusal } from './failures.ts'
import { peopleSchema, personSchema } from './person.ts'
import type { Ask } from './request-executor.ts'

const mostFound = 20
const mostPages = 10

/** Finds people as one types; one just created may be found by their whole login only. */
export async function searchPeople(
  ask: Ask,
  typed: string,
  signal?: AbortSignal,
): Promise<readonly Person[]> {
  const words = typed.trim()
  if (words === '') return []
  const found = await searchIndex(ask, searchExpression(words), signal)
  if (found.length > 0 || !words.includes('@')) return found
  // The search index lags behind changes; a read by login does not.
  return getPerson(ask, words, signal).then(
    (person) => [person],
    (error: unknown) => {
      if (error instanceof IdpError && error.reason.code === 'person-not-found') return []
      throw error
    },
  )
}

async function searchIndex(
  ask: Ask,
  search: string,
  signal: AbortSignal | undefined,
): Promise<readonly Person[]> {
  const found = new Map<string, Person>()
  let after: string | null = null
  for (let page = 0; page < mostPages && found.size < mostFound; page += 1) {
    const cursor: { after?: string } = after === null ? {} : { after }
    const answer = await ask(
      'listUsers',
      (okta) => okta.users.listUsers({ search, limit: mostFound, ...cursor }),
      signal,
    )
    for (const person of readAnswer(peopleSchema, answer, 'listUsers')) found.set(person.id, person)
    const next = nextCursor(answer)
    if (next === null || next === after) break
    after = next
  }
  return [...found.values()].slice(0, mostFound)
}

/**
 * The person by id or whole login, from Okta's database and not its search index. Throws IdpError
 * `person-not-found`, also for a login Okta completed by itself ("ada" for "ada@acme.com").
 */
export async function getPerson(
  ask: Ask,
  idOrLogin: string,
  signal?: AbortSignal,
): Promise<Person> {
  const query = idOrLogin.trim()
  const person = query.includes('/')
    ? await findByLogin(ask, query, signal)
    : await readUser(ask, query, signal)
  const isMeant = person?.id === query || person?.login.toLowerCase() === query.toLowerCase()
  if (person === null || !isMeant) throw new IdpError({ code: 'person-not-found', query })
  return person
}

async function readUser(ask: Ask, id: string, signal?: AbortSignal): Promise<Person | null> {
  // As a path segment these would name another resource.
  if (['', '.', '..', 'me'].includes(id)) return null
  try {
    const answer = await ask('getUser', (okta) => okta.users.getUser({ userId: id }), signal)
    return readAnswer(personSchema, answer, 'getUser')
  } catch (error) {
    if (error instanceof OktaRefusal && error.errorCode === 'E0000007') return null
    throw error
  }
}

/** A login with a slash cannot be a path segment; `filter` is exact and consistent. */
async function findByLogin(ask: Ask, login: string, signal?: AbortSignal): Promise<Person | null> {
  const filter = `profile.login eq ${JSON.stringify(login)}`
  const answer = await ask('listUsers', (okta) => okta.users.listUsers({ filter }), signal)
  return readAnswer(peopleSchema, answer, 'listUsers')[0] ?? null
}

/** A search expression: any name, e-mail or login that starts so, or a first and a last name. */
export function searchExpression(words: string): string {
  const starts = (attribute: string, value: string): string =>
    `profile.${attribute} sw ${JSON.stringify(value)}`
  const whole = ['login', 'email', 'lastName', 'firstName'].map((name) => starts(name, words))
  const [one, ...rest] = words.split(/\s+/)
  if (one === undefined || rest.length === 0) return whole.join(' or ')
  const other = rest.join(' ')
  const pairs = [
    `(${starts('firstName', one)} and ${starts('lastName', other)})`,
    `(${starts('lastName', one.replace(/,$/, ''))} and ${starts('firstName', other)})`,
  ]
  return [...whole, ...pairs].join(' or ')
}
