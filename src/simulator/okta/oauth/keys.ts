import { createPublicKey } from 'node:crypto'
import { ok, type Reply } from '../http/exchange.ts'
import type { OktaState } from '../state.ts'

/** `GET /oauth2/v1/keys`: the key ID tokens are signed with. */
export function answerKeys(state: OktaState): Reply {
  const { signingKey, signingKeyId } = state.oauth
  const jwk = createPublicKey(signingKey).export({ format: 'jwk' })
  return ok({ keys: [{ ...jwk, kid: signingKeyId, alg: 'ES256', use: 'sig' }] })
}
