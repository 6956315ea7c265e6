import type { Transaction } from '../authenticator.ts'
import type { Clock } from '../clock.ts'
import { KeepaliveStatus } from './codes.ts'

const KEEPALIVE_EVERY_MS = 100

/** One message being worked on: cancelled from outside, kept alive towards the host. */
export class Exchange implements Transaction {
  readonly channel: number
  readonly #abort = new AbortController()
  readonly #clock: Clock
  readonly #sendKeepalive: (status: number) => void
  #isAwaitingTouch = false
  #callOff: () => void

  constructor(channel: number, clock: Clock, sendKeepalive: (status: number) => void) {
    this.channel = channel
    this.#clock = clock
    this.#sendKeepalive = sendKeepalive
    this.#callOff = clock.after(KEEPALIVE_EVERY_MS, () => this.#beat())
  }

  get cancelled(): AbortSignal {
    return this.#abort.signal
  }

  cancel(): void {
    this.#abort.abort()
  }

  showAwaiting(isAwaiting: boolean): void {
    this.#isAwaitingTouch = isAwaiting
    if (!isAwaiting) return
    this.#callOff()
    this.#beat()
  }

  end(): void {
    this.#callOff()
  }

  #beat(): void {
    const { processing, userPresenceNeeded } = KeepaliveStatus
    this.#sendKeepalive(this.#isAwaitingTouch ? userPresenceNeeded : processing)
    this.#callOff = this.#clock.after(KEEPALIVE_EVERY_MS, () => this.#beat())
  }
}
