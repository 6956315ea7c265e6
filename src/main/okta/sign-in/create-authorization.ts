import type { OktaConnection } from '../connection.ts'
import type { OktaEdges } from '../edges.ts'
import type { Authorization } from './authorization.ts'
import { createOperatorAuthorization } from './operator.ts'
import { createServiceAppAuthorization } from './service-app.ts'
import { createTokenAuthorization } from './ssws.ts'
import type { SignInMeans } from './token-endpoint.ts'

/** The way of signing in that the connection names. */
export function createAuthorization(
  { orgUrl, auth }: OktaConnection,
  means: SignInMeans,
  edges: OktaEdges,
): Authorization {
  if (auth.kind === 'service-app') return createServiceAppAuthorization(orgUrl, auth, means)
  if (auth.kind === 'token') return createTokenAuthorization(auth.token, means.clock)
  return createOperatorAuthorization(orgUrl, auth, means, edges)
}
