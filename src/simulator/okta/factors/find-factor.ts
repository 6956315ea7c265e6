import { notFound } from '../http/errors.ts'
import { param, type Call } from '../http/exchange.ts'
import { requireUser } from '../people/find-user.ts'
import type { OktaUser } from '../people/records.ts'
import type { OktaState } from '../state.ts'
import type { StoredFactor } from './stored-factor.ts'

/** The factor a call is about and its user; a factor of somebody else is not found. */
export function requireFactor(call: Call, parameter = 'factorId'): [StoredFactor, OktaUser] {
  const user = requireUser(call, 'userId')
  const id = param(call, parameter)
  const factor = call.state.factors.get(id)
  if (factor === undefined || factor.userId !== user.id) throw notFound(id, 'UserFactor')
  return [factor, user]
}

/** A person's factors in the order they were made. */
export function factorsOf(state: OktaState, userId: string): readonly StoredFactor[] {
  return [...state.factors.values()].filter((factor) => factor.userId === userId)
}

/** A person's factors that hold a credential. */
export function enrolledFactorsOf(state: OktaState, userId: string): readonly StoredFactor[] {
  return factorsOf(state, userId).filter(({ credential }) => credential !== null)
}
