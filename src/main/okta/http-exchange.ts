import { IdpError } from '../idp.ts'
import { TimeLimit } from '../time-limit.ts'
import type { Surroundings } from './edges.ts'

/** One attempt at one request. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** An answer read to its end. `body` is parsed JSON, or null when there was none or it was no JSON. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly isJson: boolean
  readonly requestId: string | null
}

const mostBytes = 8 * 1024 * 1024

/**
 * Sends once and reads the whole answer within the time limit. Throws the caller's abort reason, or
 * IdpError `provider-unreachable`: whether Okta got the request is then unknown.
 */
export async function exchange(
  surroundings: Surroundings,
  request: HttpRequest,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  const limit = new TimeLimit(surroundings.timeLimitMs)
  try {
    const response = await surroundings.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      // A redirect would carry the token to wherever it points; Okta's API sends none.
      redirect: 'error',
      // With a browser's cookies beside the token Okta refuses both (E0000005).
      credentials: 'omit',
      signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
    })
    return answerOf(response, await readText(response))
  } catch (error) {
    signal?.throwIfAborted()
    throw unreachable(request.url, limit.signal.aborted ? 'timeout' : networkReason(error), error)
  } finally {
    limit.end()
  }
}

function answerOf(response: Response, text: string): HttpAnswer {
  const parsed = parseJson(text)
  return {
    status: response.status,
    headers: response.headers,
    body: parsed?.value ?? null,
    isJson: parsed !== null,
    requestId: response.headers.get('x-okta-request-id'),
  }
}

async function readText(response: Response): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) {
    // Unread it would hold its connection, and that the process.
    await response.body?.cancel()
    throw new Error('too large')
  }
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > mostBytes) throw new Error('too large')
  }
  return text + decoder.decode()
}

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** A code like ECONNREFUSED where there is one: a message could carry what was sent. */
function networkReason(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  const named = cause instanceof Error ? /net::(ERR_[A-Z_]+)/.exec(cause.message)?.[1] : undefined
  return named ?? 'network'
}

function unreachable(url: string, reason: string, cause: unknown): IdpError {
  const host = new URL(url).host
  return new IdpError({ code: 'provider-unreachable', host, reason }, null, { cause })
}
