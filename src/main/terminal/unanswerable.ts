import type { FailureCause } from '../../shared/failure.ts'

/** Nobody is there to answer; the reason is what the run fails with. */
export class Unanswerable extends Error {
  override readonly name = 'Unanswerable'
  readonly reason: FailureCause

  constructor(reason: FailureCause) {
    super(reason.code)
    this.reason = reason
  }
}
