import type { IncomingHttpHeaders } from 'node:http'
import type { Principal } from '../oauth/principal.ts'
import type { OktaState } from '../state.ts'

/** A request as read from the wire. */
export interface OktaRequest {
  readonly method: string
  /** The path as sent: a doubled slash stays doubled. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
  /** Where the client sees this server, e.g. `http://127.0.0.1:4999`. No trailing slash. */
  readonly base: string
  /** Which of the organization's hosts was asked: its own or its custom domain. */
  readonly host: string
  readonly id: string
}

/** An answer before it is written. A `json` of undefined is an empty body. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly json?: unknown
  readonly text?: string
}

/** One call of an operation: the request, who makes it, and the organization it concerns. */
export interface Call {
  readonly request: OktaRequest
  readonly params: Readonly<Record<string, string>>
  readonly state: OktaState
  readonly principal: Principal
  readonly route: Route
  /** Largest page a listing may give, or null; a fault can make it small. */
  readonly pageSize: number | null
}

/** One operation of Okta's API. `scope` null: no token is asked for. */
export interface Route {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Written as in Okta's description, e.g. `/api/v1/users/{id}`. */
  readonly path: string
  readonly scope: string | null
  /** What the caller's admin role must allow; null where any admin may. */
  readonly permission: string | null
  readonly handle: (call: Call) => Reply | Promise<Reply>
}

/** 200 with a body. */
export function ok(json: unknown, headers: Reply['headers'] = {}): Reply {
  return { status: 200, json, headers }
}

/** 200 with an empty object: how Okta answers most lifecycle operations. */
export function done(): Reply {
  return { status: 200, json: {} }
}

/** 204. */
export function noContent(): Reply {
  return { status: 204 }
}

/** A path parameter the route is known to have. */
export function param(call: Call, name: string): string {
  const value = call.params[name]
  if (value === undefined) throw new Error(`route ${call.route.path} has no {${name}}`)
  return value
}
