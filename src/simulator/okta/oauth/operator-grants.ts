import { createHash } from 'node:crypto'
import { ok, type OktaRequest, type Reply } from '../http/exchange.ts'
import { letters } from '../ids.ts'
import type { OktaState } from '../state.ts'
import type { Grant } from './oauth-state.ts'
import type { Principal } from './principal.ts'
import { signIdToken } from './id-token.ts'
import { logGrant } from './log-grant.ts'
import { issueAccessToken } from './issue-token.ts'
import { invalidProof } from './dpop-proof.ts'
import { OAuthError } from './oauth-error.ts'
import { boundKey } from './token-binding.ts'

const REFRESH_TOKEN_LIFETIME_MS = 7 * 24 * 3_600_000

/**
 * Authorization code with PKCE (RFC 7636). The code is used up whatever the outcome, but for the
 * proof: Okta's guide sends the same code again with the nonce it was asked for.
 */
export async function exchangeCode(
  state: OktaState,
  request: OktaRequest,
  form: URLSearchParams,
): Promise<Reply> {
  const jkt = await boundKey(state, request, state.settings.operatorApp.dpopRequired)
  const grant = take(state.oauth.codes, form.get('code'), 'The authorization code is invalid.')
  checkClient(state, request, form, grant)
  if (form.get('redirect_uri') !== grant.redirectUri) {
    throw invalidGrant("'redirect_uri' does not match the one the code was issued for.")
  }
  const verifier = form.get('code_verifier') ?? ''
  if (createHash('sha256').update(verifier).digest('base64url') !== grant.codeChallenge) {
    throw invalidGrant('PKCE verification failed.')
  }
  return answerGrant(state, request, { ...grant, jkt }, grant.scopes)
}

/**
 * Refresh token, rotated at every use and bound to the key of its proof (RFC 9449 section 5). A `scope`
 * narrows the access token, not the next refresh token (RFC 6749 section 6).
 */
export async function exchangeRefreshToken(
  state: OktaState,
  request: OktaRequest,
  form: URLSearchParams,
): Promise<Reply> {
  const jkt = await boundKey(state, request, state.settings.operatorApp.dpopRequired)
  const token = form.get('refresh_token') ?? ''
  const known = state.oauth.refreshTokens.get(token)
  if (known !== undefined && known.jkt !== null && known.jkt !== jkt) {
    throw invalidProof('The DPoP proof JWT has another key than the refresh token.')
  }
  const narrowed = known === undefined ? [] : narrowedScopes(form.get('scope'), known)
  const grant = take(state.oauth.refreshTokens, token, 'The refresh token is invalid or expired.')
  checkClient(state, request, form, grant)
  return answerGrant(state, request, { ...grant, jkt }, narrowed)
}

/** What of the grant is asked for; no `scope` asks for all of it. */
function narrowedScopes(text: string | null, grant: Grant): readonly string[] {
  const scopes = (text ?? '').split(' ').filter((scope) => scope !== '')
  if (scopes.length === 0) return grant.scopes
  if (scopes.every((scope) => grant.scopes.includes(scope))) return scopes
  throw new OAuthError(400, 'invalid_scope', 'The requested scope was not originally granted.')
}

function invalidGrant(description: string): OAuthError {
  return new OAuthError(400, 'invalid_grant', description)
}

function take(grants: Map<string, Grant>, key: string | null, refusal: string): Grant {
  const grant = key === null ? undefined : grants.get(key)
  if (key === null || grant === undefined) throw invalidGrant(refusal)
  grants.delete(key)
  return grant
}

function checkClient(
  state: OktaState,
  request: OktaRequest,
  form: URLSearchParams,
  grant: Grant,
): void {
  if (form.get('client_id') !== grant.clientId) {
    throw new OAuthError(401, 'invalid_client', 'Invalid value for client_id parameter.')
  }
  if (grant.host !== request.host) throw invalidGrant('The grant is of another issuer.')
  if (grant.expiresAt <= state.now()) throw invalidGrant('The grant has expired.')
}

async function answerGrant(
  state: OktaState,
  request: OktaRequest,
  grant: Grant,
  scopes: readonly string[],
): Promise<Reply> {
  const principal = operatorOf(state, grant, scopes)
  logGrant({ state, request, principal })
  const answer = issueAccessToken(state, principal, grant)
  if (grant.scopes.includes('offline_access')) {
    const token = letters(43, state.random)
    const expiresAt = state.now() + REFRESH_TOKEN_LIFETIME_MS
    state.oauth.refreshTokens.set(token, { ...grant, expiresAt })
    answer['refresh_token'] = token
  }
  if (scopes.includes('openid')) {
    answer['id_token'] = await signIdToken(state, request.base, grant)
  }
  return ok(answer)
}

function operatorOf(state: OktaState, grant: Grant, scopes: readonly string[]): Principal {
  const user = state.users.get(grant.userId)
  if (user === undefined || user.status !== 'ACTIVE') {
    throw invalidGrant('The user of the grant is not active.')
  }
  const { login, firstName, lastName } = user.profile
  return {
    id: user.id,
    type: 'User',
    alternateId: login,
    displayName: `${firstName} ${lastName}`,
    scopes: new Set(scopes),
    role: state.settings.operatorApp.role,
  }
}
