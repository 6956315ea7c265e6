import type { Call } from '../http/exchange.ts'
import { log } from '../organization/log.ts'

/** Says in the System Log that an access token was granted, and for which scopes. */
export function logGrant(source: Pick<Call, 'state' | 'request' | 'principal'>): void {
  const { id, displayName, scopes } = source.principal
  const target = { id, type: 'PublicClientApp', alternateId: id, displayName }
  log(source, 'app.oauth2.token.grant.access_token', [target], {
    debugData: { grantedScopes: [...(scopes ?? [])].join(',') },
  })
}
