import { OAuthError } from '../oauth/oauth-error.ts'
import { errorBody, OktaError } from './errors.ts'
import type { Reply } from './exchange.ts'

/** The answer that tells an error: Okta's error body, or OAuth's, or a 500 for a fault of ours. */
export function errorReply(error: unknown, errorId: string): Reply {
  if (error instanceof OktaError) return oktaReply(error, errorId)
  if (error instanceof OAuthError) return oauthReply(error)
  return oktaReply(new OktaError('E0000009', { reason: describe(error) }), errorId)
}

// A fault of the double's own should be found at once; header values are printable ASCII.
function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return `internal: ${text}`.replaceAll(/[^\x20-\x7e]/g, ' ').slice(0, 200)
}

function oktaReply(error: OktaError, errorId: string): Reply {
  const reason = error.reason === null ? {} : { 'x-double-reason': error.reason }
  const challenge = error.status === 401 ? { 'www-authenticate': INVALID_TOKEN } : {}
  return {
    status: error.status,
    json: errorBody(error, errorId),
    headers: { ...reason, ...challenge },
  }
}

const INVALID_TOKEN =
  'Bearer error="invalid_token", error_description="The access token is invalid."'

// At the API the reason is in `WWW-Authenticate` alone; at the token endpoint it is in the body.
function oauthReply(error: OAuthError): Reply {
  const { status, headers } = error
  if ('www-authenticate' in headers) return { status, headers }
  return { status, headers, json: { error: error.error, error_description: error.message } }
}
