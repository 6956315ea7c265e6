import { invalidField } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { link } from '../http/links.ts'
import { newChallenge } from '../ids.ts'
import { factorUrl, profileView } from './factor-view.ts'
import { enrolledFactorsOf } from './find-factor.ts'
import type { Challenge, StoredFactor } from './stored-factor.ts'

/** A new challenge, for as long as the call's `tokenLifetimeSeconds` (1 to 86,400) or the setting. */
export function openChallenge(call: Call): Challenge {
  const { random, now } = call.state
  return { value: newChallenge(random), expiresAt: now() + lifetimeMs(call) }
}

function lifetimeMs(call: Call): number {
  const text = call.request.query.get('tokenLifetimeSeconds')
  if (text === null) return call.state.settings.challengeLifetimeMs
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    throw invalidField('tokenLifetimeSeconds', 'must be between 1 and 86400')
  }
  return seconds * 1000
}

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
