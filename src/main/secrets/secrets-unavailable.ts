import { ProcedureError } from '../procedure-error.ts'

/** What is sealed cannot be opened, or nothing can be sealed: the one way in which that is said. */
export function secretsUnavailable(reason: string, cause?: unknown): ProcedureError {
  return new ProcedureError({ code: 'secrets-unavailable', reason }, { cause })
}
