import type { OktaConnection } from '../connection.ts'
import type { OktaEdges } from '../edges.ts'
import type { Authorization } from './authorization.ts'
import { createDpop } from './dpop.ts'
import { createOperatorAuthorization } from './operator.ts'
import { createServiceAppAuthorization } from './service-app.ts'
import { createTokenAuthorization } from './ssws.ts'
import type { SignInMeans } from './token-endpoint.ts'

/**
 * The way of signing in that the connection names, at each address the API is called at: Okta takes a
 * token only at the host that gave it. One address has one sign-in, whoever asks.
 */
export function createAuthorizations(
  { auth }: Pick<OktaConnection, 'auth'>,
  shared: Omit<SignInMeans, 'dpop'>,
  edges: OktaEdges,
): (apiUrl: string) => Authorization {
  const known = new Map<string, Authorization>()
  return (apiUrl) => {
    const found = known.get(apiUrl)
    if (found !== undefined) return found
    // A nonce is one server's, and a refresh token bound to a key is given at one.
    const means = { ...shared, dpop: createDpop(() => shared.clock.now()) }
    const created = createAuthorization(apiUrl, auth, means, edges)
    known.set(apiUrl, created)
    return created
  }
}

function createAuthorization(
  apiUrl: string,
  auth: OktaConnection['auth'],
  means: SignInMeans,
  edges: OktaEdges,
): Authorization {
  if (auth.kind === 'service-app') return createServiceAppAuthorization(apiUrl, auth, means)
  if (auth.kind === 'token') return createTokenAuthorization(auth.token, means.clock)
  return createOperatorAuthorization(apiUrl, auth, means, edges)
}
