import type { Clock } from './clock.ts'
import { CommandError, Status } from './status.ts'

/**
 * How the key is touched: at once; when `touch()` is called; never; after a while; or when a promise
 * says so (true for a touch, false for a refusal). The signal aborts when nobody asks any more.
 */
export type TouchPolicy =
  | 'now'
  | 'ask'
  | 'never'
  | { readonly afterMs: number }
  | ((ended: AbortSignal) => Promise<boolean>)

/** Who waits for a touch: how to tell the host, and how the host calls it off. */
export interface TouchRequest {
  readonly cancelled: AbortSignal
  /** From now on keepalives say that a touch is awaited, or no longer. */
  showAwaiting(isAwaiting: boolean): void
}

/** How long a touch given to U2F waits for the host to come back. */
const TOUCH_KEPT_MS = 10_000

/** A finger the key knows, or another: a touch by both, a verification by the first only. */
export type Finger = 'known' | 'unknown'

interface Waiting {
  end(outcome: Finger | CommandError): void
}

export class TouchPad {
  policy: TouchPolicy
  readonly timeoutMs: number
  readonly #clock: Clock
  readonly #onChange: (isAwaited: boolean) => void
  #waiting: Waiting | undefined
  #touchedAtMs = Number.NEGATIVE_INFINITY

  constructor(
    policy: TouchPolicy,
    timeoutMs: number,
    clock: Clock,
    onChange: (isAwaited: boolean) => void,
  ) {
    this.policy = policy
    this.timeoutMs = timeoutMs
    this.#clock = clock
    this.#onChange = onChange
  }

  get isAwaited(): boolean {
    return this.#waiting !== undefined
  }

  /** Touches the key; false when it was not waiting for that. */
  touch(finger: Finger = 'known'): boolean {
    return this.#end(finger)
  }

  /** The person says no, as keys with a display or two buttons let them. */
  decline(): boolean {
    return this.#end(new CommandError(Status.operationDenied))
  }

  /**
   * Whether there is a touch for U2F, whose host asks again and again. The first question makes the
   * key wait for one; a touch then serves the next question within ten seconds.
   */
  poll(): boolean {
    if (this.policy === 'now') return true
    const isTouched = this.#clock.now() - this.#touchedAtMs < TOUCH_KEPT_MS
    this.#touchedAtMs = Number.NEGATIVE_INFINITY
    if (isTouched || this.#waiting) return isTouched
    const unasked = { cancelled: new AbortController().signal, showAwaiting: () => {} }
    void this.#keepTouch(this.#wait(unasked))
    return false
  }

  /** Resolves with the touch; CANCEL, 30 seconds and a refusal end it with their status. */
  async collect(request: TouchRequest): Promise<Finger> {
    if (request.cancelled.aborted) throw new CommandError(Status.keepaliveCancel)
    if (this.policy === 'now') return 'known'
    this.#end(new CommandError(Status.keepaliveCancel))
    return this.#wait(request)
  }

  async #keepTouch(touch: Promise<Finger>): Promise<void> {
    try {
      await touch
      this.#touchedAtMs = this.#clock.now()
    } catch {
      // No touch came in time: the host is told so each time it asks.
    }
  }

  #wait(request: TouchRequest): Promise<Finger> {
    const ended = new AbortController()
    return new Promise((resolve, reject) => {
      const cancel = (): void => end(new CommandError(Status.keepaliveCancel))
      const late = (): void => end(new CommandError(Status.userActionTimeout))
      const callOff = this.#clock.after(this.timeoutMs, late)
      const end = (outcome: Finger | CommandError): void => {
        if (ended.signal.aborted) return
        ended.abort()
        callOff()
        request.cancelled.removeEventListener('abort', cancel)
        this.#show(request, undefined)
        if (outcome instanceof CommandError) reject(outcome)
        else resolve(outcome)
      }
      request.cancelled.addEventListener('abort', cancel)
      this.#show(request, { end })
      this.#follow({ end }, ended.signal)
    })
  }

  #show(request: TouchRequest, waiting: Waiting | undefined): void {
    this.#waiting = waiting
    request.showAwaiting(waiting !== undefined)
    this.#onChange(waiting !== undefined)
  }

  #follow(waiting: Waiting, ended: AbortSignal): void {
    const denied = new CommandError(Status.operationDenied)
    if (typeof this.policy === 'function') {
      this.policy(ended).then(
        (isTouched) => waiting.end(isTouched ? 'known' : denied),
        () => waiting.end(denied),
      )
    } else if (typeof this.policy === 'object') {
      const callOff = this.#clock.after(this.policy.afterMs, () => waiting.end('known'))
      ended.addEventListener('abort', callOff)
    }
  }

  #end(outcome: Finger | CommandError): boolean {
    const waiting = this.#waiting
    waiting?.end(outcome)
    return waiting !== undefined
  }
}
