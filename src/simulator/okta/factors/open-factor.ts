import type { Call } from '../http/exchange.ts'
import { newId } from '../ids.ts'
import type { OktaUser } from '../people/records.ts'
import { openChallenge } from './challenge.ts'
import { factorsOf } from './find-factor.ts'
import { rpIdAt } from './relying-party.ts'
import type { StoredFactor } from './stored-factor.ts'

/** Makes a factor that waits for its credential; earlier ones stay, or go where Okta is set so. */
export function openFactor(call: Call, user: OktaUser): StoredFactor {
  const { state, request } = call
  const challenge = openChallenge(call)
  if (state.settings.pendingFactors === 'replace') dropPending(call, user)
  const now = state.now()
  const factor: StoredFactor = {
    id: newId('fwf', state.random),
    userId: user.id,
    status: 'PENDING_ACTIVATION',
    host: request.host,
    rpId: rpIdAt(state, request.host),
    created: now,
    lastUpdated: now,
    challenge,
    credential: null,
    origin: null,
    authenticatorName: null,
  }
  state.factors.set(factor.id, factor)
  return factor
}

function dropPending(call: Call, user: OktaUser): void {
  for (const factor of factorsOf(call.state, user.id)) {
    if (factor.status === 'PENDING_ACTIVATION') call.state.factors.delete(factor.id)
  }
}
