import { OktaError } from '../http/errors.ts'
import type { Call } from '../http/exchange.ts'

/** Refuses an operation that Classic Engine does not have. */
export function requireIdentityEngine(call: Call): void {
  if (call.state.settings.pipeline !== 'idx') throw new OktaError('E0000015')
}
