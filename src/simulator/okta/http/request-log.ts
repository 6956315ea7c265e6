import type { OktaRequest, Reply } from './exchange.ts'

/** A request the double answered, or refused to. `status` 0: the connection was dropped. */
export interface RequestRecord {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly requestId: string
  /** Operation of Okta's description; null for the authorization server and unknown paths. */
  readonly operationId: string | null
  /** Kept when bodies are recorded: what a contract check needs, without secrets. */
  readonly exchange?: RecordedExchange
}

export interface RecordedExchange {
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly requestBody: unknown
  readonly responseBody: unknown
}

const SECRET_HEADERS = new Set(['authorization', 'dpop', 'cookie', 'host'])

interface Answered {
  readonly request: OktaRequest
  /** Null: the connection was dropped. */
  readonly reply: Reply | null
  readonly operationId: string | null
}

/** What is kept of an exchange. Bodies of the token endpoint never are. */
export function recordRequest(
  { request, reply, operationId }: Answered,
  withBodies: boolean,
): RequestRecord {
  const { method, path, id } = request
  const record = { method, path, status: reply?.status ?? 0, requestId: id, operationId }
  if (!withBodies || path.startsWith('/oauth2/')) return record
  return { ...record, exchange: exchangeOf(request, reply) }
}

function exchangeOf(request: OktaRequest, reply: Reply | null): RecordedExchange {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    SECRET_HEADERS.has(name) || typeof value !== 'string' ? [] : [[name, value] as const],
  )
  return {
    query: request.query.toString(),
    headers: Object.fromEntries(headers),
    requestBody: withoutPassword(parse(request.body)),
    responseBody: withoutPassword(reply?.json),
  }
}

function parse(body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    return undefined
  }
}

function withoutPassword(json: unknown): unknown {
  if (json === undefined) return undefined
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    (key === 'value' || key === 'tempPassword') && typeof value === 'string' ? '…' : value,
  ) as unknown
}
