import type { OktaRequest, Reply } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'
import { readForm } from './form.ts'

/** `POST /oauth2/v1/revoke` (RFC 7009): 200 whether or not the token was known. */
export function answerRevoke(state: OktaState, request: OktaRequest): Reply {
  const token = readForm(request).get('token') ?? ''
  state.oauth.accessTokens.delete(token)
  state.oauth.refreshTokens.delete(token)
  return { status: 200 }
}
