import type { OktaRequest } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'
import { invalidProof, verifyProof } from './dpop-proof.ts'
import { currentNonce, isValidNonce } from './nonces.ts'
import { OAuthError } from './oauth-error.ts'

/** The thumbprint a new token is bound to, by the request's proof; null for a Bearer token. */
export async function boundKey(
  state: OktaState,
  request: OktaRequest,
  required: boolean,
): Promise<string | null> {
  const header = request.headers['dpop']
  if (typeof header !== 'string') {
    if (required) throw invalidProof('The DPoP proof JWT header is missing.')
    return null
  }
  const { claims, jkt } = await verifyProof(state, request, header)
  if (claims.nonce === undefined || !isValidNonce(state, claims.nonce)) {
    throw new OAuthError(
      400,
      'use_dpop_nonce',
      'Authorization server requires nonce in DPoP proof.',
      { 'dpop-nonce': currentNonce(state) },
    )
  }
  return jkt
}
