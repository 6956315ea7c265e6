import { SignJWT } from 'jose'
import type { OktaState } from '../state.ts'
import type { Grant } from './oauth-state.ts'

/** The operator's ID token (OpenID Connect Core section 2), signed by the organization's key. */
export async function signIdToken(state: OktaState, base: string, grant: Grant): Promise<string> {
  const profile = state.users.get(grant.userId)?.profile
  const issuedAt = Math.floor(state.now() / 1000)
  const claims = {
    ver: 1,
    preferred_username: profile?.login,
    email: profile?.email,
    name: `${profile?.firstName ?? ''} ${profile?.lastName ?? ''}`.trim(),
    auth_time: issuedAt,
    amr: ['mfa', 'hwk'],
    ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: state.oauth.signingKeyId })
    .setIssuer(base)
    .setAudience(grant.clientId)
    .setSubject(grant.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 3600)
    .sign(state.oauth.signingKey)
}
