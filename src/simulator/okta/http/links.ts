import { ok, type OktaRequest, type Reply } from './exchange.ts'
import { invalidField } from './errors.ts'

/** A HAL link with the verbs it allows. */
export function link(href: string, ...allow: readonly string[]): Record<string, unknown> {
  return { href, hints: { allow } }
}

/** A page of a listing: two Link headers, `self` and, while there is more, `next`. */
export function page<T extends { readonly id: string }>(
  request: OktaRequest,
  items: readonly T[],
  limits: { readonly default: number; readonly most: number; readonly fault: number | null },
  view: (item: T) => unknown,
): Reply {
  const limit = Math.min(readLimit(request, limits.default), limits.most, limits.fault ?? Infinity)
  const start = startOf(request, items)
  const shown = items.slice(start, start + limit)
  const last = shown.at(-1)
  const links = [linkHeader(request, request.query.get('after'), 'self')]
  if (last !== undefined && start + limit < items.length) {
    links.push(linkHeader(request, cursorOf(last.id), 'next'))
  }
  return ok(shown.map(view), { link: links })
}

/** One `link` header value: this request's absolute URL with another cursor. */
export function linkHeader(
  request: OktaRequest,
  after: string | null,
  rel: 'self' | 'next',
): string {
  const query = new URLSearchParams(request.query)
  if (after !== null) query.set('after', after)
  const text = query.toString()
  return `<${request.base}${request.path}${text === '' ? '' : `?${text}`}>; rel="${rel}"`
}

/** The `limit` parameter, a whole number from 1. */
export function readLimit(request: OktaRequest, fallback: number): number {
  const text = request.query.get('limit')
  if (text === null) return fallback
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) {
    throw invalidField('limit', 'must be 1 or more')
  }
  return limit
}

// A cursor is opaque to clients: they must follow the link, not build one.
function cursorOf(id: string): string {
  return Buffer.from(`after:${id}`).toString('base64url')
}

function startOf(request: OktaRequest, items: readonly { readonly id: string }[]): number {
  const after = request.query.get('after')
  if (after === null) return 0
  const index = items.findIndex((item) => cursorOf(item.id) === after)
  if (index === -1) throw invalidField('after', 'is not a cursor of this listing')
  return index + 1
}
