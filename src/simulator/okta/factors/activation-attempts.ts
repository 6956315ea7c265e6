import { OktaError } from '../http/errors.ts'
import type { OktaState } from '../state.ts'

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
