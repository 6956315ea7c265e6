import { CtapHidError, KeyProtocolError, KeyTransportError } from '../errors.ts'
import {
  CTAPHID,
  MessageAssembly,
  parsePacket,
  type ContinuationPacket,
  type InitializationPacket,
} from './packet.ts'
import { Patience } from './patience.ts'

/** What a key says while it works: a status the standard names, or the byte it sent (§11.2.9.1.7). */
export type KeyStatus = 'processing' | 'user-presence-needed' | number

/** What one exchange is held to. */
export interface ExchangeLimits {
  /** The name of what is awaited, for errors. */
  readonly phase: string
  /** What is left for the whole operation; it runs while the exchange is under way. */
  readonly patience: Patience
  /** Milliseconds of silence, without even a keepalive, after which the key counts as dead. */
  readonly silenceMs: number
}

/** What is expected, and who is told of keepalives. */
export interface ExchangeRequest extends ExchangeLimits {
  readonly channelId: number
  readonly command: number
  /** The name of the command, for errors. */
  readonly name: string
  readonly onStatus: ((status: KeyStatus) => void) | undefined
  /** Whether a message is the answer; others are skipped. Used by INIT, whose channel is shared. */
  readonly accepts?: (payload: Uint8Array) => boolean
}

const STATUS_NAMES: Readonly<Record<number, KeyStatus>> = {
  1: 'processing',
  2: 'user-presence-needed',
}

/** The receiving half of one CTAPHID transaction: takes reports, settles `answer` once. */
export class Exchange {
  readonly answer: Promise<Uint8Array>
  readonly #request: ExchangeRequest
  readonly #startedAt = performance.now()
  #budget: Patience
  readonly #silence: Patience
  #assembly: MessageAssembly | null = null
  #lastStatus: number | null = null
  #isSettled = false
  #resolve: (payload: Uint8Array) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  constructor(request: ExchangeRequest) {
    this.#request = request
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // The sender may learn of a failure before it comes to await the answer.
    this.answer.catch(() => undefined)
    const timeOut = (): void => this.#timeOut()
    this.#budget = request.patience
    this.#silence = new Patience(request.silenceMs)
    this.#budget.run(timeOut)
    this.#silence.run(timeOut)
  }

  get isSettled(): boolean {
    return this.#isSettled
  }

  /** Takes one report; those of other channels and stale ones are skipped. */
  receive(report: Uint8Array): void {
    const packet = this.#isSettled ? null : parsePacket(report)
    if (packet === null || packet.channelId !== this.#request.channelId) return
    this.#silence.renew(this.#request.silenceMs)
    if (packet.kind === 'initialization' && packet.command === CTAPHID.KEEPALIVE) {
      return this.#report(packet.data[0] ?? 0)
    }
    try {
      if (packet.kind === 'continuation') this.#continue(packet)
      else this.#begin(packet)
    } catch (error) {
      this.fail(this.#faulty('message', error instanceof Error ? error.message : 'is malformed'))
    }
  }

  /** Notes that a report went out: before it did, the key had nothing to answer. */
  noteSent(): void {
    if (!this.#isSettled) this.#silence.renew(this.#request.silenceMs)
  }

  /** Ends the exchange without an answer. */
  fail(error: unknown): void {
    if (this.#settle()) this.#reject(error)
  }

  /** Gives the key this long, and no longer, to come to an end by itself. */
  hurry(graceMs: number, onExpired: () => void): void {
    if (this.#isSettled) return
    // On the timer that nothing refreshes: a key may go on sending keepalives for ever.
    this.#budget.pause()
    this.#budget = new Patience(graceMs)
    this.#budget.run(onExpired)
  }

  #begin(packet: InitializationPacket): void {
    if (packet.command === CTAPHID.ERROR) return this.fail(new CtapHidError(packet.data[0] ?? 0))
    if (packet.command !== this.#request.command) {
      // What INIT clears away may still be on its way: the answer to something given up.
      if (this.#request.accepts) return
      return this.fail(this.#faulty('command', `is 0x${packet.command.toString(16)}`))
    }
    if (this.#assembly) return this.fail(this.#faulty('message', 'starts anew half-way'))
    this.#assembly = new MessageAssembly(packet)
    this.#finishIfComplete(this.#assembly)
  }

  #continue(packet: ContinuationPacket): void {
    // Without a beginning it is the tail of an answer nobody waits for any more.
    if (!this.#assembly) return
    this.#assembly.add(packet)
    this.#finishIfComplete(this.#assembly)
  }

  #finishIfComplete(assembly: MessageAssembly): void {
    if (!assembly.isComplete) return
    this.#assembly = null
    if (this.#request.accepts?.(assembly.payload) === false) return
    if (this.#settle()) this.#resolve(assembly.payload)
  }

  #report(status: number): void {
    if (status === this.#lastStatus) return
    this.#lastStatus = status
    try {
      this.#request.onStatus?.(STATUS_NAMES[status] ?? status)
    } catch (error) {
      this.fail(error)
    }
  }

  #faulty(field: string, reason: string): KeyProtocolError {
    return new KeyProtocolError(this.#request.name, field, reason)
  }

  #timeOut(): void {
    const afterMs = performance.now() - this.#startedAt
    this.fail(new KeyTransportError('timeout', { phase: this.#request.phase, afterMs }))
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    this.#budget.pause()
    this.#silence.pause()
    return true
  }
}
