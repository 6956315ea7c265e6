import { OktaError } from '../http/errors.ts'
import { ok, type Call, type Reply } from '../http/exchange.ts'
import { judgeRegistration, readRegistration } from '../judging/judge-registration.ts'
import { checkCredential } from '../judging/registration-checks.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import { completeActivation } from './complete-activation.ts'
import { factorView } from './factor-view.ts'
import { checkPolicy, checkRoom } from './policy.ts'
import { requireFactor } from './find-factor.ts'
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

const WINDOW_MS = 5 * 60_000
const MOST = 5

/** Counts an activation attempt of a user; a sixth within five minutes is E0000047. */
export function countAttempt(state: OktaState, userId: string): void {
  const since = state.now() - WINDOW_MS
  const recent = (state.activationAttempts.get(userId) ?? []).filter((time) => time > since)
  state.activationAttempts.set(userId, recent)
  if (recent.length >= MOST) throw new OktaError('E0000047', { reason: 'activation-attempts' })
  recent.push(state.now())
}
