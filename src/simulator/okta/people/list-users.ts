import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { page, readLimit } from '../http/links.ts'
import { timestamp } from '../time.ts'
import { maySee, settleTransition } from './find-user.ts'
import { attributesOf, matches } from './match.ts'
import type { OktaUser } from './records.ts'
import { parseExpression, USUAL_OPERATORS, type Dialect } from './search-expression.ts'
import { selectFields } from './select-fields.ts'
import { userView } from './user-view.ts'

const BASE_ATTRIBUTES = ['id', 'status', 'created', 'activated', 'statusChanged', 'lastUpdated']

const NAMES = ['profile.firstName', 'profile.lastName', 'profile.email', 'profile.login']

/** `search`: every attribute, eventually consistent. No `ne`; `co` on four attributes only. */
const SEARCH: Dialect = {
  isAttribute: (name) => BASE_ATTRIBUTES.includes(name) || /^profile\.\w+$/.test(name),
  operatorsOf: (name) => (NAMES.includes(name) ? [...USUAL_OPERATORS, 'co'] : USUAL_OPERATORS),
}

/** `filter`: a few attributes, up to date, upper and lower case apart. Ordered by time alone. */
const FILTER: Dialect = {
  isAttribute: (name) => ['id', 'status', 'lastUpdated', ...NAMES].includes(name),
  operatorsOf: (name) => (name === 'lastUpdated' ? ['eq', 'gt', 'ge', 'lt', 'le'] : ['eq']),
}

/** `GET /api/v1/users`: by `search`, by `filter`, by `q`, or everyone not deprovisioned. */
export function listUsers(call: Call): Reply {
  const { query } = call.request
  for (const user of call.state.users.values()) settleTransition(call.state, user)
  const search = query.get('search')
  if (search !== null) return pageOf(call, sort(call, searched(call, search)))
  const filter = query.get('filter')
  if (filter !== null) return pageOf(call, filtered(call, filter))
  const q = query.get('q')
  if (q !== null) return startingWith(call, q)
  const everyone = [...call.state.users.values()]
  return pageOf(
    call,
    everyone.filter(({ status }) => status !== 'DEPROVISIONED'),
  )
}

function searched({ state }: Call, text: string): readonly OktaUser[] {
  const expression = parseExpression(text, SEARCH)
  return state.searchIndex.users().filter((user) => matches(expression, (name) => read(user, name)))
}

// Okta's description and those who use it disagree whether the deprovisioned are listed without being
// asked for by their status: the double leaves them out.
function filtered({ state }: Call, text: string): readonly OktaUser[] {
  const expression = parseExpression(text, FILTER)
  const asksForStatus = attributesOf(expression).includes('status')
  return [...state.users.values()].filter(
    (user) =>
      (asksForStatus || user.status !== 'DEPROVISIONED') &&
      matches(expression, (name) => read(user, name), 'case matters'),
  )
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
