import { newErrorId } from '../ids.ts'
import { forgetNonces } from '../oauth/nonces.ts'
import type { OktaState } from '../state.ts'
import { answerOperation } from './answer-operation.ts'
import { errorReply } from './error-reply.ts'
import type { OktaRequest, Reply } from './exchange.ts'
import { concurrencyReply, faultReply } from './fault-replies.ts'
import type { ActiveFaults } from './faults.ts'
import type { RateLimit, RateLimits } from './rate-limits.ts'
import type { Router } from './router.ts'

/** What a request is answered from. */
export interface AnswerParts {
  readonly state: OktaState
  readonly router: Router
  readonly rateLimits: RateLimits
}

/** The answer to one request: a fault's, or the operation's, always with the rate limit's headers. */
export async function answerRequest(
  { state, router, rateLimits }: AnswerParts,
  request: OktaRequest,
  faults: ActiveFaults,
  underWay: number,
): Promise<Reply> {
  const errorId = newErrorId(state.random)
  const rate = rateLimits.count(request.method, request.path)
  const isCrowded = underWay > state.settings.concurrencyLimit
  const instead =
    faultReply(faults, errorId, state.now()) ??
    (isCrowded ? concurrencyReply(errorId, state.now()) : null)
  if (instead !== null) return withRate(instead, rate)
  if (faults.some(({ kind }) => kind === 'nonce-churn')) forgetNonces(state)
  const pageSize = faults.find((fault) => fault.kind === 'page-size')?.size ?? null
  const routed = { state, router, request, rate, pageSize }
  try {
    return withRate(await answerOperation(routed), rate)
  } catch (error) {
    return withRate(errorReply(error, errorId), rate)
  }
}

function withRate(reply: Reply, { limit, remaining, reset }: RateLimit): Reply {
  const headers = {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(reset),
  }
  return { ...reply, headers: { ...headers, ...reply.headers } }
}
