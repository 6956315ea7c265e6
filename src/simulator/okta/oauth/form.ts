import type { OktaRequest } from '../http/exchange.ts'
import { OAuthError } from './oauth-error.ts'

/** The form a request of the authorization server carries. */
export function readForm(request: OktaRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new OAuthError(400, 'invalid_request', 'The Content-Type must be a form.')
  }
  return new URLSearchParams(new TextDecoder().decode(request.body))
}
