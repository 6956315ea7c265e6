import { letters } from '../ids.ts'
import type { OktaState } from '../state.ts'
import type { AccessToken } from './oauth-state.ts'
import type { Principal } from './principal.ts'

/** Fixed by Okta for its own API's tokens. */
const LIFETIME_S = 3600

/** Makes an access token for the principal's scopes and the answer that carries it. */
export function issueAccessToken(
  state: OktaState,
  principal: Principal,
  { host, jkt }: Pick<AccessToken, 'host' | 'jkt'>,
): Record<string, unknown> {
  const token = `eyJ${letters(120, state.random)}`
  state.oauth.accessTokens.set(token, {
    principal,
    host,
    expiresAt: state.now() + LIFETIME_S * 1000,
    jkt,
  })
  return {
    token_type: jkt === null ? 'Bearer' : 'DPoP',
    expires_in: LIFETIME_S,
    access_token: token,
    scope: [...(principal.scopes ?? [])].join(' '),
  }
}
