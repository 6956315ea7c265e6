import { Patience } from '../../ctap2/index.ts'

/**
 * A limit to how long something is waited for, in milliseconds in which this process listens. Not
 * AbortSignal.timeout: that counts time in which no answer was read, and its timer keeps what waits,
 * a request and the token in it, until it is over.
 */
export class TimeLimit {
  readonly #over = new AbortController()
  readonly #patience: Patience

  constructor(ms: number) {
    this.#patience = new Patience(ms)
    this.#patience.run(() => this.#over.abort(new DOMException('too late', 'TimeoutError')))
  }

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#patience.pause()
  }
}
