import { ok, type Call, type Reply } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import { openChallenge } from './challenge.ts'
import { factorUrl, profileView } from './factor-view.ts'
import { enrolledFactorsOf } from './find-factor.ts'
import type { StoredFactor } from './stored-factor.ts'

/** Opens a challenge for a sign-in with a factor; an earlier one is void. */
export function challengeReply(call: Call, factor: StoredFactor): Reply {
  const { state, request } = call
  factor.challenge = openChallenge(call)
  const self = factorUrl(factor, request.base)
  const { userVerificationForVerify } = state.settings.webauthn.settings
  return ok({
    factorResult: 'CHALLENGE',
    profile: profileView(factor),
    _links: { verify: link(`${self}/verify`, 'POST'), factor: link(self, 'GET', 'DELETE') },
    _embedded: {
      challenge: {
        challenge: factor.challenge.value,
        userVerification: userVerificationForVerify.toLowerCase(),
        extensions: {},
      },
      enrolledFactors: enrolledFactorsOf(state, factor.userId).map((each) => ({
        id: each.id,
        profile: profileView(each),
      })),
    },
  })
}
