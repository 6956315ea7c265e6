import { ProviderError } from '../../provider.ts'
import type { Surroundings } from '../edges.ts'
import { exchange, type HttpAnswer, type HttpRequest } from './http-exchange.ts'
import { isLasting, isNetworkCause, wasNeverSent } from './network-failures.ts'

/**
 * When a request may be sent again. `freely`: doing it twice is doing it once. `when-refused`: only
 * after an answer that proves it was not done; a lost answer is the caller's to clear up. `sparingly`:
 * as that, and not after a 429 that may be the person's own budget of attempts.
 */
export type Repeat = 'freely' | 'when-refused' | 'sparingly'

/** Okta may or may not have done what was asked: the caller looks before doing it again. */
export class UncertainError extends ProviderError {
  override readonly isUncertain = true
}

export interface SendPlan {
  readonly repeat: Repeat
  readonly signal?: AbortSignal | undefined
  /** Makes a whole new request for every attempt: proofs and assertions are used once. */
  prepare(): Promise<HttpRequest>
  /** Sees every answer, before anything is decided on it. */
  observe(answer: HttpAnswer): void
  /** True when the refusal is cured (a nonce, a new token, the time) and another attempt is due. */
  recover(answer: HttpAnswer, recoveries: number): boolean
}

const mostRetries = 3
const mostRecoveries = 3
const longestWaitMs = 65_000

/**
 * Sends by the plan until there is an answer to act on. Throws a ProviderError with a NetworkCause,
 * what `prepare` throws, or the reason of an abort.
 */
export async function send(surroundings: Surroundings, plan: SendPlan): Promise<HttpAnswer> {
  let recoveries = 0
  for (let retries = 0; ;) {
    const result = await attempt(surroundings, plan)
    if (!(result instanceof ProviderError)) {
      plan.observe(result)
      if (result.status < 400) return result
      if (recoveries < mostRecoveries && plan.recover(result, recoveries)) {
        recoveries += 1
        continue
      }
    }
    const waitMs =
      retries < mostRetries ? waitAfter(surroundings, plan.repeat, result, retries) : null
    if (waitMs === null) {
      if (!(result instanceof ProviderError)) return result
      const isCertain = isRepeatable(plan.repeat, result)
      throw isCertain ? result : new UncertainError(result.reason, null, { cause: result })
    }
    retries += 1
    await surroundings.sleep(waitMs, plan.signal)
  }
}

async function attempt(
  surroundings: Surroundings,
  plan: SendPlan,
): Promise<HttpAnswer | ProviderError> {
  const request = await plan.prepare()
  try {
    return await exchange(surroundings, request, plan.signal)
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
}

function waitAfter(
  surroundings: Surroundings,
  repeat: Repeat,
  result: HttpAnswer | ProviderError,
  retries: number,
): number | null {
  const pauseMs = backOffMs(surroundings, retries + 1)
  if (result instanceof ProviderError) {
    if (isNetworkCause(result.reason) && isLasting(result.reason)) return null
    return isRepeatable(repeat, result) ? pauseMs : null
  }
  if (result.status >= 500) return repeat === 'freely' ? pauseMs : null
  if (result.status !== 429) return null
  const limit = readRateLimit(result.headers)
  if (limit.kind === 'bucket') {
    const untilResetMs = Math.max(0, limit.resetAtMs - (limit.serverNowMs ?? surroundings.now()))
    // Nobody waits that long before a screen: when it may be tried again is told at once.
    if (untilResetMs > longestWaitMs) return null
    return Math.min(longestWaitMs, untilResetMs + (1 + surroundings.random()) * 1000)
  }
  return limit.kind === 'concurrency' || repeat !== 'sparingly' ? pauseMs : null
}

/** Twice is once, or the request cannot have reached Okta. */
function isRepeatable(repeat: Repeat, { reason }: ProviderError): boolean {
  if (repeat === 'freely') return true
  return isNetworkCause(reason) && wasNeverSent(reason, repeat === 'sparingly')
}

/** One to two seconds after the first attempt, and twice that after every further one. */
export function backOffMs({ random }: Surroundings, attempt: number): number {
  return (1 + random()) * 1000 * 2 ** (attempt - 1)
}

/** Which limit a 429 speaks of, as its headers tell (times in epoch milliseconds). */
export type RateLimit =
  | { readonly kind: 'bucket'; readonly resetAtMs: number; readonly serverNowMs: number | null }
  | { readonly kind: 'concurrency' }
  | { readonly kind: 'other' }

/** Okta sends `0` for both limit and remaining when too many requests were under way at once. */
export function readRateLimit(headers: Headers): RateLimit {
  const [limit, remaining, resetS] = ['limit', 'remaining', 'reset'].map((part) => {
    const text = headers.get(`x-rate-limit-${part}`)
    return text === null || !/^\d{1,12}$/.test(text) ? null : Number(text)
  })
  if (limit === 0 && remaining === 0) return { kind: 'concurrency' }
  if (remaining !== 0 || resetS == null) return { kind: 'other' }
  const date = Date.parse(headers.get('date') ?? '')
  return {
    kind: 'bucket',
    resetAtMs: resetS * 1000,
    serverNowMs: Number.isNaN(date) ? null : date,
  }
}
