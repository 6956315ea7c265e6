import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { invalidField, OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { refuseWhileTransitioning, requireUser } from '../people/find-user.ts'
import type { OktaUser } from '../people/records.ts'
import { activationView } from './activation-view.ts'
import { checkPolicy, checkRoom } from './enrollment-limits.ts'
import { factorView } from './factor-view.ts'
import { openFactor } from './open-factor.ts'

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
