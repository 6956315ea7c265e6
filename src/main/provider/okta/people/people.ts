import type { Person } from '../../../../shared/records.ts'
import { ProviderError } from '../../provider.ts'
import { nextCursor, readAnswer } from '../calls/answers.ts'
import { OktaRefusal } from '../calls/failures.ts'
import type { Ask } from '../calls/request-executor.ts'
import { peopleSchema, personSchema } from './person.ts'

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
  // The search index lags behind changes; a filter does not.
  return await filterByLogin(ask, words, signal)
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
 * The person by id or whole login, as Okta's database has them now and not its search index. Throws
 * ProviderError `person-not-found`. Somebody deprovisioned is found as well: their login stays taken.
 */
export async function getPerson(
  ask: Ask,
  idOrLogin: string,
  signal?: AbortSignal,
): Promise<Person> {
  const query = idOrLogin.trim()
  const person =
    (looksLikeId(query) ? await readUser(ask, query, signal) : null) ??
    (await findByLogin(ask, query, signal))
  if (person === null) throw new ProviderError({ code: 'person-not-found', query })
  return person
}

/** Letters and digits alone: what else is typed never stands in a path. */
function looksLikeId(text: string): boolean {
  return /^00u[A-Za-z0-9]+$/.test(text)
}

async function readUser(ask: Ask, id: string, signal?: AbortSignal): Promise<Person | null> {
  try {
    const answer = await ask('getUser', (okta) => okta.users.getUser({ userId: id }), signal)
    const person = readAnswer(personSchema, answer, 'getUser')
    // Okta completes the beginning of a login by itself; that is not who was asked for.
    return person.id === id ? person : null
  } catch (error) {
    if (error instanceof OktaRefusal && error.errorCode === 'E0000007') return null
    throw error
  }
}

/**
 * One call for nearly everybody. A filter is up to date, but tells upper from lower case, and leaves out
 * who is deprovisioned; a search knows them all, a little later, so who it finds is read again.
 */
async function findByLogin(ask: Ask, login: string, signal?: AbortSignal): Promise<Person | null> {
  if (login === '') return null
  const [person] = await filterByLogin(ask, login, signal)
  if (person !== undefined) return person
  const found = await searchIndex(ask, loginIs(login), signal)
  for (const { id } of found) {
    const current = await readUser(ask, id, signal)
    if (current !== null && current.login.toLowerCase() === login.toLowerCase()) return current
  }
  return null
}

async function filterByLogin(
  ask: Ask,
  login: string,
  signal: AbortSignal | undefined,
): Promise<readonly Person[]> {
  const filter = loginIs(login)
  const answer = await ask('listUsers', (okta) => okta.users.listUsers({ filter }), signal)
  return readAnswer(peopleSchema, answer, 'listUsers')
}

/** Okta's literals are JSON strings, with quotes and backslashes escaped as JSON does. */
function loginIs(login: string): string {
  return `profile.login eq ${JSON.stringify(login)}`
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
