import { createHash } from 'node:crypto'
import { OktaError } from '../http/errors.ts'
import type { OktaRequest, Route } from '../http/exchange.ts'
import type { AdminRole } from '../settings.ts'
import type { OktaState } from '../state.ts'
import { verifyProof } from './dpop-proof.ts'
import { OAuthError } from './oauth-error.ts'
import type { AccessToken } from './oauth-state.ts'
import type { Principal } from './principal.ts'

/** Who calls, if the token holds for this operation: token, proof, scope, role, in this order. */
export async function authorize(
  state: OktaState,
  request: OktaRequest,
  route: Route,
): Promise<Principal> {
  if (route.scope === null) return NOBODY
  // Okta takes a session cookie before a token and refuses a mix of both.
  if (/(?:^|;\s*)sid=/.test(request.headers.cookie ?? '')) throw new OktaError('E0000005')
  const principal = await authenticate(state, request)
  checkScope(principal, route.scope)
  checkPermission(principal.role, route.permission)
  return principal
}

const API_TOKEN_REST_MS = 30 * 24 * 3_600_000

const NOBODY: Principal = {
  id: 'unknown',
  type: 'User',
  alternateId: 'unknown',
  displayName: 'unknown',
  scopes: new Set(),
  role: { permissions: [], targetGroups: [] },
}

async function authenticate(state: OktaState, request: OktaRequest): Promise<Principal> {
  const [scheme, credential] = splitAuthorization(request.headers.authorization)
  switch (scheme) {
    case 'ssws':
      return apiTokenHolder(state, credential)
    case 'bearer':
      return bearer(state, request, credential)
    case 'dpop':
      return proven(state, request, credential)
    default:
      throw new OktaError('E0000005')
  }
}

function splitAuthorization(header: string | undefined): [string, string] {
  const match = /^(\S+) (\S+)$/.exec(header ?? '')
  return [match?.[1]?.toLowerCase() ?? '', match?.[2] ?? '']
}

function apiTokenHolder(state: OktaState, text: string): Principal {
  const token = state.settings.apiTokens.find((each) => each.token === text)
  const admin = [...state.users.values()].find(({ profile }) => profile.login === token?.adminLogin)
  // A token dies with its admin, and of disuse.
  if (token === undefined || admin?.status !== 'ACTIVE') throw new OktaError('E0000011')
  if (state.now() - token.lastUsed > API_TOKEN_REST_MS) throw new OktaError('E0000011')
  token.lastUsed = state.now()
  const { login, firstName, lastName } = admin.profile
  return {
    id: admin.id,
    type: 'User',
    alternateId: login,
    displayName: `${firstName} ${lastName}`,
    scopes: null,
    role: token.role,
  }
}

/** A token is good until its time is over, and at the host that gave it: there its issuer is known. */
function findToken(state: OktaState, { host }: OktaRequest, text: string): AccessToken {
  const token = state.oauth.accessTokens.get(text)
  const isGood = token !== undefined && token.expiresAt > state.now() && token.host === host
  if (!isGood) throw new OktaError('E0000011')
  return token
}

function bearer(state: OktaState, request: OktaRequest, text: string): Principal {
  const token = findToken(state, request, text)
  if (token.jkt !== null) {
    throw refusal(400, 'invalid_request', 'dpop_authentication_scheme_required', 'DPoP')
  }
  return token.principal
}

async function proven(state: OktaState, request: OktaRequest, text: string): Promise<Principal> {
  const token = findToken(state, request, text)
  if (token.jkt === null) {
    throw refusal(401, 'invalid_token', 'access_token_not_dpop_bound', 'DPoP')
  }
  const header = request.headers['dpop']
  if (typeof header !== 'string') {
    throw refusal(400, 'invalid_request', 'dpop_proof_required_for_token', 'DPoP')
  }
  const { claims, jkt } = await verifyProofHere(state, request, header)
  if (claims.ath !== createHash('sha256').update(text).digest('base64url')) {
    throw refusal(400, 'invalid_dpop_proof', "The DPoP proof JWT's 'ath' does not match.", 'DPoP')
  }
  if (jkt !== token.jkt) {
    throw refusal(400, 'invalid_dpop_proof', 'The DPoP proof JWT has another key.', 'DPoP')
  }
  return token.principal
}

async function verifyProofHere(
  state: OktaState,
  request: OktaRequest,
  text: string,
): ReturnType<typeof verifyProof> {
  try {
    return await verifyProof(state, request, text)
  } catch (error) {
    if (error instanceof OAuthError) throw refusal(400, error.error, error.message, 'DPoP')
    throw error
  }
}

function checkScope(principal: Principal, scope: string): void {
  const { scopes } = principal
  if (scopes === null || scopes.has(scope)) return
  // `manage` covers reading the same things.
  if (scope.endsWith('.read') && scopes.has(scope.replace(/\.read$/, '.manage'))) return
  throw refusal(
    403,
    'insufficient_scope',
    'The access token provided does not contain the required scopes.',
    'Bearer',
  )
}

function checkPermission(role: AdminRole, permission: string | null): void {
  if (permission === null || role.permissions === 'all') return
  const held = [permission, ...widerPermissions(permission)]
  const isHeld = role.permissions.some((each) => held.includes(each))
  if (!isHeld) throw new OktaError('E0000006', { reason: `permission ${permission}` })
}

// `okta.users.lifecycle.suspend` is covered by `okta.users.lifecycle.manage` and `okta.users.manage`.
function widerPermissions(permission: string): readonly string[] {
  const words = permission.split('.')
  return words.slice(1, -1).map((_, index) => `${words.slice(0, index + 2).join('.')}.manage`)
}

/** A refusal told in `WWW-Authenticate` alone (RFC 6750 section 3): Okta leaves the body empty. */
function refusal(status: number, error: string, description: string, scheme: string): OAuthError {
  const challenge = `${scheme} error="${error}", error_description="${description}"`
  return new OAuthError(status, error, description, { 'www-authenticate': challenge })
}
