import { OktaError } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { ok } from '../http/exchange.ts'
import { page, readLimit } from '../http/links.ts'
import { timestamp } from '../time.ts'
import { maySee, settleTransition } from './find-user.ts'
import { matches } from './match.ts'
import type { OktaUser } from './records.ts'
import type { Dialect } from './search-expression.ts'
import { parseExpression } from './search-expression.ts'
import { selectFields } from './select-fields.ts'
import { userView } from './user-view.ts'

const BASE_ATTRIBUTES = ['id', 'status', 'created', 'activated', 'statusChanged', 'lastUpdated']

/** `search`: every attribute, eventually consistent. No `ne`; `co` on four attributes only. */
const SEARCH: Dialect = {
  operators: ['eq', 'sw', 'co', 'gt', 'ge', 'lt', 'le', 'pr'],
  isAttribute: (name) => BASE_ATTRIBUTES.includes(name) || /^profile\.\w+$/.test(name),
  containsAttributes: ['profile.firstName', 'profile.lastName', 'profile.email', 'profile.login'],
}

/** `filter`: a few attributes, exactly, and up to date. */
const FILTER: Dialect = {
  operators: ['eq', 'gt', 'ge', 'lt', 'le'],
  isAttribute: (name) =>
    [
      'id',
      'status',
      'lastUpdated',
      'profile.login',
      'profile.email',
      'profile.firstName',
      'profile.lastName',
    ].includes(name),
  containsAttributes: [],
}

/** `GET /api/v1/users`: by `search`, by `filter`, by `q`, or everyone not deprovisioned. */
export function listUsers(call: Call): Reply {
  const { query } = call.request
  for (const user of call.state.users.values()) settleTransition(call.state, user)
  const search = query.get('search')
  if (search !== null) return pageOf(call, sort(call, select(call, search, SEARCH)))
  const filter = query.get('filter')
  if (filter !== null) return pageOf(call, select(call, filter, FILTER))
  const q = query.get('q')
  if (q !== null) return startingWith(call, q)
  const everyone = [...call.state.users.values()]
  return pageOf(
    call,
    everyone.filter(({ status }) => status !== 'DEPROVISIONED'),
  )
}

function select(call: Call, text: string, dialect: Dialect): readonly OktaUser[] {
  const expression = parseExpression(text, dialect)
  const { state } = call
  const users = dialect === SEARCH ? state.searchIndex.users() : [...state.users.values()]
  return users.filter((user) => matches(expression, (name) => read(user, name)))
}

function read(user: OktaUser, name: string): unknown {
  if (name.startsWith('profile.')) return readProfile(user, name.slice('profile.'.length))
  if (name === 'id') return user.id
  if (name === 'status') return user.status
  return readTime(user, name)
}

function readProfile({ profile }: OktaUser, name: string): unknown {
  return Object.hasOwn(profile, name) ? profile[name] : null
}

function readTime(user: OktaUser, name: string): string | null {
  const times: Readonly<Record<string, number | null>> = {
    created: user.created,
    activated: user.activated,
    statusChanged: user.statusChanged,
    lastUpdated: user.lastUpdated,
  }
  const time = times[name] ?? null
  return time === null ? null : timestamp(time)
}

function sort(call: Call, users: readonly OktaUser[]): readonly OktaUser[] {
  const { query } = call.request
  const by = query.get('sortBy')
  if (by === null) return users
  if (!SEARCH.isAttribute(by)) throw new OktaError('E0000031')
  const sign = query.get('sortOrder')?.toLowerCase() === 'desc' ? -1 : 1
  const key = (user: OktaUser): string => JSON.stringify(read(user, by) ?? '').toLowerCase()
  return users.toSorted((a, b) => sign * key(a).localeCompare(key(b), 'en'))
}

// `q` finds beginnings of names and e-mail, gives ten, has no further page, and leaves out the
// deprovisioned.
function startingWith(call: Call, q: string): Reply {
  const text = q.toLowerCase()
  const found = [...call.state.users.values()].filter(
    ({ status, profile }) =>
      status !== 'DEPROVISIONED' &&
      [profile.firstName, profile.lastName, profile.email].some((value) =>
        value.toLowerCase().startsWith(text),
      ),
  )
  const limit = Math.min(readLimit(call.request, 10), 200)
  return ok(
    visible(call, found)
      .slice(0, limit)
      .map((user) => view(call, user)),
  )
}

function pageOf(call: Call, users: readonly OktaUser[]): Reply {
  const limits = { default: 200, most: 200, fault: call.pageSize }
  return page(call.request, visible(call, users), limits, (user) => view(call, user))
}

function visible(call: Call, users: readonly OktaUser[]): readonly OktaUser[] {
  return users.filter((user) => maySee(call, user))
}

function view(call: Call, user: OktaUser): unknown {
  const shown = userView(user, call.request.base)
  const fields = call.request.query.get('fields')
  return fields === null ? shown : selectFields(shown, fields)
}
