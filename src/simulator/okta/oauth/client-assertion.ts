import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { z } from 'zod'
import type { OktaRequest } from '../http/exchange.ts'
import type { ServiceApp } from '../settings.ts'
import type { OktaState } from '../state.ts'
import { forgetExpired } from './dpop-proof.ts'
import { OAuthError } from './oauth-error.ts'

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LONGEST_MS = 3_600_000
const FUTURE_LEEWAY_MS = 5_000

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  exp: z.number(),
  iat: z.number().optional(),
  jti: z.string().optional(),
})
type Claims = z.infer<typeof claimsSchema>

/** Authenticates the service app by `private_key_jwt` (RFC 7523 section 3). */
export async function authenticateApp(
  state: OktaState,
  request: OktaRequest,
  form: URLSearchParams,
): Promise<ServiceApp> {
  if (form.get('client_assertion_type') !== TYPE) {
    throw refused('The client_assertion_type is invalid.')
  }
  const claims = await verifySignature(
    state.settings.serviceApp,
    form.get('client_assertion') ?? '',
  )
  checkIdentity(state, request, claims)
  checkTimes(state, claims)
  rememberAssertion(state, claims)
  return state.settings.serviceApp
}

function refused(description: string): OAuthError {
  return new OAuthError(401, 'invalid_client', description)
}

async function verifySignature(app: ServiceApp, assertion: string): Promise<Claims> {
  const { alg, kid } = readHeader(assertion)
  if (!ALGORITHMS.includes(alg)) {
    throw refused('The client_assertion signing algorithm is not supported.')
  }
  const jwk = app.keys.find((key) => key.kid === kid)
  if (jwk === undefined) throw refused("The client_assertion token has an invalid 'kid'.")
  try {
    const key = await importJWK(jwk, alg)
    const { payload } = await compactVerify(assertion, key, { algorithms: [alg] })
    return claimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    throw refused('The client_assertion token signature is invalid.')
  }
}

function readHeader(assertion: string): { alg: string; kid: string } {
  try {
    const { alg, kid } = decodeProtectedHeader(assertion)
    return { alg: alg ?? '', kid: kid ?? '' }
  } catch {
    throw refused('The client_assertion token is malformed.')
  }
}

function checkIdentity(state: OktaState, request: OktaRequest, claims: Claims): void {
  const { clientId } = state.settings.serviceApp
  if (claims.iss !== clientId || claims.sub !== clientId) {
    throw refused("'iss' and 'sub' of the client_assertion must be the client_id.")
  }
  if (claims.aud !== `${request.base}${request.path}`) {
    throw refused('The audience claim for client_assertion must be the endpoint invoked.')
  }
}

function checkTimes(state: OktaState, { exp, iat }: Claims): void {
  const now = state.now()
  if (exp * 1000 <= now) throw refused('The client_assertion token is expired.')
  if (exp * 1000 > now + LONGEST_MS) {
    throw refused('The client_assertion token has an expiration too far into the future.')
  }
  if (iat !== undefined && iat * 1000 > now + FUTURE_LEEWAY_MS) {
    throw refused('The client_assertion token was issued in the future.')
  }
}

function rememberAssertion(state: OktaState, { exp, jti }: Claims): void {
  if (jti === undefined) return
  const { seenAssertions } = state.oauth
  forgetExpired(seenAssertions, state.now())
  if (seenAssertions.has(jti)) {
    throw new OAuthError(
      401,
      'invalid_client',
      'The client_assertion token has already been used (client_assertion_already_used).',
    )
  }
  seenAssertions.set(jti, exp * 1000)
}
