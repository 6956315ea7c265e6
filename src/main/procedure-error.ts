import type { FailureCause } from '../shared/failure.ts'

/** A procedure stops with a known cause. */
export class ProcedureError extends Error {
  override readonly name = 'ProcedureError'
  readonly reason: FailureCause

  constructor(reason: FailureCause, options?: ErrorOptions) {
    super(reason.code, options)
    this.reason = reason
  }
}

/** The person said no, or stopped: no error, and never shown as one. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
