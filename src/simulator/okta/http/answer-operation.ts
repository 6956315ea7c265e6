import { answerAuthorize } from '../oauth/authorize.ts'
import { answerKeys } from '../oauth/keys.ts'
import { authorize } from '../oauth/resource-server.ts'
import { answerRevoke } from '../oauth/revoke.ts'
import { answerToken } from '../oauth/token-endpoint.ts'
import type { OktaState } from '../state.ts'
import { OktaError } from './errors.ts'
import type { OktaRequest, Reply } from './exchange.ts'
import type { RateLimit } from './rate-limits.ts'
import type { Router } from './router.ts'

/** A request on its way to its operation. */
export interface Routed {
  readonly state: OktaState
  readonly router: Router
  readonly request: OktaRequest
  readonly rate: RateLimit
  readonly pageSize: number | null
}

/** Answers a request or throws the refusal: rate limit, then path, then token, then operation. */
export async function answerOperation(routed: Routed): Promise<Reply> {
  const { state, router, request, rate, pageSize } = routed
  if (rate.isExceeded) throw new OktaError('E0000047', { reason: 'rate-limit' })
  if (request.path.startsWith('/oauth2/')) return answerOAuth(state, request)
  const { route, params } = router.find(request.method, request.path)
  const principal = await authorize(state, request, route)
  return route.handle({ state, request, route, params, principal, pageSize })
}

async function answerOAuth(state: OktaState, request: OktaRequest): Promise<Reply> {
  switch (`${request.method} ${request.path}`) {
    case 'POST /oauth2/v1/token':
      return answerToken(state, request)
    case 'GET /oauth2/v1/authorize':
      return answerAuthorize(state, request)
    case 'POST /oauth2/v1/revoke':
      return answerRevoke(state, request)
    case 'GET /oauth2/v1/keys':
      return answerKeys(state)
    default:
      throw new OktaError('E0000008')
  }
}
