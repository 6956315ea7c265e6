import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { invalidField, OktaError } from '../http/errors.ts'
import type { Call, Reply } from '../http/exchange.ts'
import { ok } from '../http/exchange.ts'
import { newChallenge, newId } from '../ids.ts'
import { refuseWhileTransitioning, requireUser } from '../people/find-user.ts'
import type { OktaUser } from '../people/records.ts'
import { activationView } from './activation-view.ts'
import { factorView } from './factor-view.ts'
import { activeFactorsOf, factorsOf } from './find-factor.ts'
import { allowsWebAuthn } from './policy.ts'
import { rpIdAt } from './relying-party.ts'
import type { StoredFactor } from './stored-factor.ts'

const requestSchema = z.object({ factorType: z.string(), provider: z.string() })

/** `POST /api/v1/users/{userId}/factors`: opens a registration. A `profile` sent along is ignored. */
export function enrollFactor(call: Call): Reply {
  const user = requireUser(call, 'userId')
  const { factorType, provider } = readJson(call.request, requestSchema)
  if (factorType !== 'webauthn') throw invalidField('factorType', 'is not enabled for this org')
  if (provider !== 'FIDO') throw invalidField('provider', 'does not offer this factor type')
  checkMayEnroll(call, user)
  if (call.state.settings.pendingFactors === 'replace') dropPending(call, user)
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
  if (!allowsWebAuthn(state, user)) throw new OktaError('E0000006', { reason: 'policy' })
  if (activeFactorsOf(state, user.id).length >= state.settings.maximumWebAuthnFactors) {
    throw tooManyFactors()
  }
}

export function tooManyFactors(): OktaError {
  return new OktaError('E0000001', {
    subject: 'factorEnrollRequest',
    causes: ['The maximum number of WebAuthn enrollments has been reached.'],
    reason: 'too-many-factors',
  })
}

function dropPending(call: Call, user: OktaUser): void {
  for (const factor of factorsOf(call.state, user.id)) {
    if (factor.status === 'PENDING_ACTIVATION') call.state.factors.delete(factor.id)
  }
}

function openFactor(call: Call, user: OktaUser): StoredFactor {
  const { state, request } = call
  const now = state.now()
  const factor: StoredFactor = {
    id: newId('fwf', state.random),
    userId: user.id,
    status: 'PENDING_ACTIVATION',
    host: request.host,
    rpId: rpIdAt(state, request.host),
    created: now,
    lastUpdated: now,
    challenge: { value: newChallenge(state.random), expiresAt: now + challengeLifetimeMs(call) },
    credential: null,
    origin: null,
    authenticatorName: null,
  }
  state.factors.set(factor.id, factor)
  return factor
}

/** `tokenLifetimeSeconds`, 1 to 86,400, where the call asks for it. */
export function challengeLifetimeMs(call: Call): number {
  const text = call.request.query.get('tokenLifetimeSeconds')
  if (text === null) return call.state.settings.challengeLifetimeMs
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    throw invalidField('tokenLifetimeSeconds', 'must be between 1 and 86400')
  }
  return seconds * 1000
}
