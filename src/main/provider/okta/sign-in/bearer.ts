import type { AccessTokens } from './access-tokens.ts'
import type { Authorization, AuthorizedRequest } from './authorization.ts'
import type { Dpop } from './dpop.ts'
import { reasonOf } from './refusal.ts'
import type { SignInMeans, TokenGrant } from './token-endpoint.ts'

const proofRefusals = new Set(['invalid_dpop_proof', 'use_dpop_nonce'])
/** A feature the organization lacks also comes as 401, and no other token brings it. */
const featureMissing = 'E0000015'

/** Signs requests with access tokens, bound to a DPoP key where Okta bound them. */
export function createTokenBearer(tokens: AccessTokens, means: SignInMeans): Authorization {
  const { dpop, clock } = means
  return {
    async headersFor(request, signal) {
      const grant = await tokens.get(request.scopes, request.isQuiet, signal)
      return headersOf(grant, request, dpop)
    },
    signIn: async (scopes, signal) => (await tokens.get(scopes, false, signal)).scheme,
    observe(answer) {
      clock.learn(answer.headers.get('date'))
      dpop.learnNonce(answer.headers.get('dpop-nonce'))
    },
    recover(answer, scopes, recoveries) {
      // A new proof carries the nonce and the time this answer just taught.
      const { error } = reasonOf(answer)
      if (proofRefusals.has(error)) return recoveries < 2
      if (answer.status !== 401 || error === featureMissing || recoveries > 0) return false
      tokens.forget(scopes)
      return true
    },
  }
}

async function headersOf(
  grant: TokenGrant,
  request: AuthorizedRequest,
  dpop: Dpop,
): Promise<Record<string, string>> {
  const authorization = `${grant.scheme} ${grant.accessToken}`
  if (grant.scheme === 'Bearer') return { authorization }
  const { method, url } = request
  const proof = await dpop.proof({ method, url, nonce: dpop.nonce, accessToken: grant.accessToken })
  return { authorization, dpop: proof }
}
