import type { OktaRequest, Reply } from '../http/exchange.ts'
import { OktaError } from '../http/errors.ts'
import { letters } from '../ids.ts'
import type { OktaState } from '../state.ts'

const CODE_LIFETIME_MS = 300_000

/**
 * `GET /oauth2/v1/authorize`: signs the configured operator in without asking and redirects at
 * once. A wrong client or redirect URI is never redirected (RFC 6749 section 4.1.2.1).
 */
export function answerAuthorize(state: OktaState, request: OktaRequest): Reply {
  const { operatorApp } = state.settings
  const { query } = request
  const redirectUri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== operatorApp.clientId) {
    throw new OktaError('E0000001', { subject: 'client_id', causes: ['client_id: unknown'] })
  }
  if (!operatorApp.redirectUris.includes(redirectUri)) {
    throw new OktaError('E0000001', {
      subject: 'redirect_uri',
      causes: [
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings",
      ],
    })
  }
  const problem = refusal(state, query)
  if (problem !== null) return redirect(redirectUri, query, problem)
  return redirect(redirectUri, query, { code: issueCode(state, request, redirectUri) })
}

function refusal(state: OktaState, query: URLSearchParams): Record<string, string> | null {
  if (query.get('response_type') !== 'code') {
    return { error: 'unsupported_response_type', error_description: 'Only code is supported.' }
  }
  if (query.get('code_challenge_method') !== 'S256' || query.get('code_challenge') === null) {
    return { error: 'invalid_request', error_description: 'PKCE code challenge is required.' }
  }
  const scopes = (query.get('scope') ?? '').split(' ')
  if (scopes.some((scope) => !state.settings.operatorApp.grants.includes(scope))) {
    return { error: 'invalid_scope', error_description: 'One or more scopes are not configured.' }
  }
  return operator(state) === undefined
    ? { error: 'access_denied', error_description: 'User is not assigned to the client app.' }
    : null
}

function operator(state: OktaState): string | undefined {
  const { operatorLogin } = state.settings.operatorApp
  const user = [...state.users.values()].find(({ profile }) => profile.login === operatorLogin)
  return user?.status === 'ACTIVE' ? user.id : undefined
}

function issueCode(state: OktaState, { query, host }: OktaRequest, redirectUri: string): string {
  const code = letters(43, state.random)
  state.oauth.codes.set(code, {
    clientId: state.settings.operatorApp.clientId,
    userId: operator(state) ?? '',
    scopes: (query.get('scope') ?? '').split(' '),
    redirectUri,
    codeChallenge: query.get('code_challenge') ?? '',
    nonce: query.get('nonce'),
    expiresAt: state.now() + CODE_LIFETIME_MS,
    host,
    jkt: null,
  })
  return code
}

function redirect(
  redirectUri: string,
  query: URLSearchParams,
  parameters: Record<string, string>,
): Reply {
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value)
  const given = query.get('state')
  if (given !== null) target.searchParams.set('state', given)
  return { status: 302, headers: { location: target.href } }
}
