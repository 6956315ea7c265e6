import { ok, type OktaRequest, type Reply } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'
import { authenticateApp } from './client-assertion.ts'
import { exchangeCode, exchangeRefreshToken } from './operator-grants.ts'
import { readForm } from './form.ts'
import { logGrant } from './log-grant.ts'
import { issueAccessToken } from './issue-token.ts'
import { OAuthError } from './oauth-error.ts'
import { boundKey } from './token-binding.ts'

/** `POST /oauth2/v1/token` of the organization's own authorization server. */
export async function answerToken(state: OktaState, request: OktaRequest): Promise<Reply> {
  const form = readForm(request)
  switch (form.get('grant_type') ?? '') {
    case 'client_credentials':
      return clientCredentials(state, request, form)
    case 'authorization_code':
      return exchangeCode(state, request, form)
    case 'refresh_token':
      return exchangeRefreshToken(state, request, form)
    default:
      throw new OAuthError(400, 'unsupported_grant_type', 'The grant type is not supported.')
  }
}

async function clientCredentials(
  state: OktaState,
  request: OktaRequest,
  form: URLSearchParams,
): Promise<Reply> {
  const app = await authenticateApp(state, request, form)
  const jkt = await boundKey(state, request, app.dpopRequired)
  const scopes = grantedScopes(form.get('scope'), app.grants)
  const principal = {
    id: app.clientId,
    type: 'PublicClientApp',
    alternateId: app.clientId,
    displayName: app.name,
    scopes: new Set(scopes),
    role: app.role,
  } as const
  logGrant({ state, request, principal })
  return ok(issueAccessToken(state, principal, { host: request.host, jkt }))
}

/** The scopes asked for, if every one is granted to the app; one that is not refuses them all. */
function grantedScopes(text: string | null, grants: readonly string[]): readonly string[] {
  const scopes = (text ?? '').split(' ').filter((scope) => scope !== '')
  if (scopes.length === 0) {
    throw new OAuthError(400, 'invalid_scope', 'The request contains no scopes.')
  }
  if (scopes.some((scope) => !grants.includes(scope))) {
    throw new OAuthError(
      400,
      'invalid_scope',
      'One or more scopes are not configured for the authorization server resource.',
    )
  }
  return scopes
}
