import { invalidField } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { linkHeader } from '../http/links.ts'
import { matches } from '../people/match.ts'
import { parseExpression, USUAL_OPERATORS, type Dialect } from '../people/search-expression.ts'
import type { LogRecord } from './log-record.ts'
import { LOG_ATTRIBUTES, logView, readAttribute } from './log-view.ts'

const WEEK_MS = 7 * 24 * 3_600_000

const FILTER: Dialect = {
  isAttribute: (name) => LOG_ATTRIBUTES.includes(name),
  operatorsOf: () => [...USUAL_OPERATORS, 'co'],
}

/**
 * `GET /api/v1/logs`. Without `until` it is a polling query: it always has a next page, empty or
 * not, and whoever follows blindly never ends.
 */
export function listLogs(call: Call): Reply {
  const { request } = call
  const until = readTime(call, 'until')
  if (until !== null && (readTime(call, 'since') ?? until) > until) {
    throw invalidField('since', 'must not be after until')
  }
  const found = select(call, until)
  const start = readCursor(call)
  const limit = Math.min(readLimit(call), call.pageSize ?? Infinity)
  const shown = found.slice(start, start + limit)
  const end = start + shown.length
  const links = [linkHeader(request, request.query.get('after'), 'self')]
  const isPolling = until === null && request.query.get('sortOrder') !== 'DESCENDING'
  if (isPolling || end < found.length) links.push(linkHeader(request, cursor(end), 'next'))
  return ok(shown.map(logView), { link: links })
}

function select(call: Call, until: number | null): readonly LogRecord[] {
  const { query } = call.request
  const end = until ?? Infinity
  const since = readTime(call, 'since') ?? Math.min(end, call.state.now()) - WEEK_MS
  const text = query.get('filter')
  const expression = text === null ? null : parseExpression(text, FILTER)
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = call.state.logs.filter(
    (record) =>
      record.published >= since &&
      record.published < end &&
      (expression === null || matches(expression, (name) => readAttribute(record, name))) &&
      words.every((word) => JSON.stringify(record).toLowerCase().includes(word)),
  )
  return query.get('sortOrder') === 'DESCENDING' ? found.toReversed() : found
}

function readTime(call: Call, name: 'since' | 'until'): number | null {
  const text = call.request.query.get(name)
  if (text === null) return null
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalidField(name, 'is not an ISO 8601 timestamp')
  return time
}

function readLimit(call: Call): number {
  const text = call.request.query.get('limit') ?? '100'
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 0 && limit <= 1000) return limit
  throw invalidField('limit', 'must be between 0 and 1000')
}

// Counts the events seen of this query: new ones are added at the end, so nothing is missed.
function cursor(seen: number): string {
  return Buffer.from(`seen:${String(seen)}`).toString('base64url')
}

function readCursor(call: Call): number {
  const after = call.request.query.get('after')
  if (after === null) return 0
  const seen = /^seen:(\d+)$/.exec(Buffer.from(after, 'base64url').toString())?.[1]
  if (seen === undefined) throw invalidField('after', 'is not a cursor of this query')
  return Number(seen)
}
