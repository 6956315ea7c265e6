import type { NetworkCause } from '../../../../shared/failure.ts'
import { plainName, plainText } from '../../../../shared/plain-text.ts'
import { TimeLimit } from '../../../system/time-limit.ts'
import { ProviderError } from '../../provider.ts'
import type { Surroundings } from '../edges.ts'
import { causeOfForeignAnswer, causeOfSilence } from './network-failures.ts'

/** One attempt at one request. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/**
 * An answer read to its end. `body` is parsed JSON, every text in it plain, or null when there was none
 * or it was no JSON.
 */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly isJson: boolean
  readonly requestId: string | null
}

const mostBytes = 8 * 1024 * 1024

/**
 * Sends once and reads the whole answer within the time limit. Throws the caller's abort reason, or an
 * ProviderError with a NetworkCause where nothing came back, or not from Okta: whether Okta got the request is
 * then unknown, unless the cause says that it was never sent.
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
    return answerOf(request.url, response, await readText(response))
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof ProviderError) throw error
    throw translateNetworkError(request.url, limit.signal.aborted, error)
  } finally {
    limit.end()
  }
}

function answerOf(url: string, response: Response, text: string): HttpAnswer {
  const parsed = parseJson(text)
  const foreign = causeOfForeignAnswer(new URL(url).host, response, text, parsed !== null)
  if (foreign !== null) throw new ProviderError(foreign)
  const requestId = response.headers.get('x-okta-request-id')
  return {
    status: response.status,
    headers: response.headers,
    body: parsed?.value ?? null,
    isJson: parsed !== null,
    requestId: requestId === null ? null : plainName(requestId),
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
    return { value: JSON.parse(text, plainValue) }
  } catch {
    return null
  }
}

/** What somebody wrote into a profile, a group or a policy is shown to people: text, never control. */
function plainValue(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? plainText(value) : value
}

function translateNetworkError(url: string, isTimeOver: boolean, error: unknown): ProviderError {
  const { host } = new URL(url)
  const cause: NetworkCause = isTimeOver
    ? { code: 'provider-unreachable', host, reason: 'timeout' }
    : causeOfSilence(host, error)
  return new ProviderError(cause, null, { cause: error })
}
