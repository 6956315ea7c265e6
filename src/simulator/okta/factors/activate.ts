import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import type { OktaUser } from '../people/records.ts'
import { countAttempt } from './activation-attempts.ts'
import { completeActivation } from './complete-activation.ts'
import { checkPolicy, checkRoom } from './enrollment-limits.ts'
import { factorView } from './factor-view.ts'
import { requireFactor } from './find-factor.ts'
import { judgeRegistration } from './judge-registration.ts'
import { checkCredential } from './registration-checks.ts'
import { readRegistration } from './registration-request.ts'
import type { StoredFactor } from './stored-factor.ts'

/**
 * `POST …/factors/{factorId}/lifecycle/activate`. The order of the checks is part of what the
 * double promises: state, attempts, the registration itself, room for it, policy.
 */
export async function activateFactor(call: Call): Promise<Reply> {
  const [factor, user] = requireFactor(call)
  const { state } = call
  checkState(factor, user)
  countAttempt(state, user.id)
  const registration = await judgeRegistration(state, factor, user, readRegistration(call.request))
  // Checking a signature takes a moment, in which another request may have been faster.
  requireFactor(call)
  checkCredential(state, factor, registration.object)
  checkRoom(state, user)
  checkPolicy(state, user)
  completeActivation(call, { factor, user, ...registration })
  return ok(factorView(factor, call.request.base))
}

function checkState(factor: StoredFactor, user: OktaUser): void {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  if (factor.status === 'PENDING_ACTIVATION') return
  throw new OktaError('E0000001', {
    subject: 'factorId',
    causes: ['factorId: The factor is already active.'],
    reason: 'already-active',
  })
}
