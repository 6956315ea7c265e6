import { IdpError } from '../../idp.ts'
import type { OktaConnection } from '../connection.ts'
import type { Authorization } from './authorization.ts'
import { createServiceAppAuthorization } from './service-app.ts'
import { createTokenAuthorization } from './ssws.ts'
import type { SignInMeans } from './token-endpoint.ts'

/** The way of signing in that the connection names. */
export function createAuthorization(
  { orgUrl, auth }: OktaConnection,
  means: SignInMeans,
): Authorization {
  if (auth.kind === 'service-app') return createServiceAppAuthorization(orgUrl, auth, means)
  if (auth.kind === 'token') return createTokenAuthorization(auth.token, means.clock)
  throw new IdpError({ code: 'not-available', what: 'operator sign-in' })
}
