import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { invalidField, OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { newId } from '../ids.ts'
import { refuseWhileTransitioning, requireUser } from '../people/find-user.ts'
import type { OktaUser } from '../people/records.ts'
import { activationView } from './activation-view.ts'
import { openChallenge } from './challenge.ts'
import { checkPolicy, checkRoom } from './policy.ts'
import { factorView } from './factor-view.ts'
import { rpIdAt } from './relying-party.ts'
import { factorsOf } from './find-factor.ts'
import type { StoredFactor } from './stored-factor.ts'

const requestSchema = z.object({ factorType: z.string(), provider: z.string() })

/** `POST /api/v1/users/{userId}/factors`: opens a registration. A `profile` sent along is ignored. */
export function enrollFactor(call: Call): Reply {
  const user = requireUser(call, 'userId')
  const { factorType, provider } = readJson(call.request, requestSchema)
  if (factorType !== 'webauthn') throw invalidField('factorType', 'is not enabled for this org')
  if (provider !== 'FIDO') throw invalidField('provider', 'does not offer this factor type')
  checkMayEnroll(call, user)
  const factor = openFactor(call, user)
  return ok({
    ...factorView(factor, call.request.base),
    _embedded: { activation: activationView(call.state, factor, user) },
  })
}

function checkMayEnroll(call: Call, user: OktaUser): void {
  const { state } = call
  refuseWhileTransitioning(call, user)
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  checkPolicy(state, user)
  checkRoom(state, user)
}

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
