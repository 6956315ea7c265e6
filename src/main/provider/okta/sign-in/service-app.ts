import type { OktaAuth } from '../connection.ts'
import { createAccessTokens } from './access-tokens.ts'
import type { Authorization } from './authorization.ts'
import { createTokenBearer } from './bearer.ts'
import { signClientAssertion } from './client-assertion.ts'
import { createTokenRequest, tokenUrl, type SignInMeans } from './token-endpoint.ts'

/** A service app: client credentials with private_key_jwt, at the organization's own server. */
export function createServiceAppAuthorization(
  orgUrl: string,
  client: Extract<OktaAuth, { kind: 'service-app' }>,
  means: SignInMeans,
): Authorization {
  const requestToken = createTokenRequest(orgUrl, means)
  const form = async (scopes: readonly string[]): Promise<Record<string, string>> => ({
    grant_type: 'client_credentials',
    scope: scopes.join(' '),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signClientAssertion(client, tokenUrl(orgUrl), means.clock.now()),
  })
  const tokens = createAccessTokens(means.surroundings, (scopes, signal) =>
    requestToken({ form: () => form(scopes), repeat: 'freely', signal }),
  )
  return createTokenBearer(tokens, means)
}
