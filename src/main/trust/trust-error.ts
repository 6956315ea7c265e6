import type { TrustFault } from '../../shared/failure.ts'

/** Something was given to be trusted and is not. What was trusted before stays as it was. */
export class TrustError extends Error {
  override readonly name = 'TrustError'
  readonly reason: TrustFault

  constructor(reason: TrustFault, options?: ErrorOptions) {
    super(`trust ${reason}`, options)
    this.reason = reason
  }
}

/** A file of the trust folder that does not hold what it should. */
export interface TrustProblem {
  /** Its name below the folder. */
  readonly file: string
  readonly reason: TrustFault
}

/** The reason of a TrustError; throws everything else on. */
export function faultOf(error: unknown): TrustFault {
  if (error instanceof TrustError) return error.reason
  throw error
}
