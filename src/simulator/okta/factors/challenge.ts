import { invalidField } from '../http/errors.ts'
import type { Call } from '../http/exchange.ts'
import { newChallenge } from '../ids.ts'
import type { Challenge } from './stored-factor.ts'

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
