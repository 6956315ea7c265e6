import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { CtapHidError, KeyProtocolError, KeyTransportError } from '../errors.ts'
import { CTAPHID_ERROR_CODE } from '../status.ts'
import { Exchange, type ExchangeRequest, type KeyStatus } from './exchange.ts'
import { Mutex } from './mutex.ts'
import { BROADCAST_CHANNEL, CTAPHID, encodeMessage } from './packet.ts'
import type { HidPort } from './port.ts'

/** How one transaction is to go; times in milliseconds. */
export interface TransactOptions {
  /** Ends the operation: the key is told to cancel and is listened to until it has. */
  readonly signal?: AbortSignal
  /** Told when the key's keepalive status changes. */
  readonly onStatus?: (status: KeyStatus) => void
  /** The longest the whole operation may take, waiting for a busy key included. Default 5 s. */
  readonly budgetMs?: number
  /** The longest the key may say nothing at all, not even that it works. Default 3 s. */
  readonly silenceMs?: number
  /** What is awaited, in the words of an error. Default: the name of the command. */
  readonly phase?: string
}

/** What the key tells of itself in CTAPHID_INIT (CTAP 2.2 §11.2.9.1.3). */
export interface DeviceIdentity {
  readonly protocolVersion: number
  readonly deviceVersion: { readonly major: number; readonly minor: number; readonly build: number }
  readonly capabilities: Capabilities
}

/** Capability flags of CTAPHID_INIT (CTAP 2.2 §11.2.9.1.3). */
export interface Capabilities {
  readonly flags: number
  readonly wink: boolean
  /** The key speaks CTAP2 (CAPABILITY_CBOR). */
  readonly cbor: boolean
  /** The key speaks no U2F (CAPABILITY_NMSG). */
  readonly nmsg: boolean
}

const DEFAULT_BUDGET_MS = 5_000
const DEFAULT_SILENCE_MS = 3_000
const INIT_SILENCE_MS = 1_000
const BUSY_RETRY_MS = 100
const CANCEL_GRACE_MS = 1_000
const NONCE_SIZE = 8
const INIT_ANSWER_SIZE = 17

/** One CTAPHID channel to one key: transactions, one at a time (CTAP 2.2 §11.2). */
export class CtapHidChannel {
  readonly #port: HidPort
  readonly #mutex = new Mutex()
  readonly #closing = new AbortController()
  #channelId = BROADCAST_CHANNEL
  #identity: DeviceIdentity | null = null
  #exchange: Exchange | null = null
  #isInSync = true

  private constructor(port: HidPort) {
    this.#port = port
    port.listen(
      (report) => this.#exchange?.receive(report),
      (error) => this.#end(error ?? new KeyTransportError('closed')),
    )
  }

  /** Allocates a channel; rejects with KeyTransportError or CtapHidError, the port then closed. */
  static async open(port: HidPort, options: TransactOptions = {}): Promise<CtapHidChannel> {
    const channel = new CtapHidChannel(port)
    try {
      const phase = options.phase ?? 'CTAPHID_INIT'
      await channel.#mutex.run(() => channel.#initialize(new Budget({ ...options, phase })))
    } catch (error) {
      await port.close()
      throw error
    }
    return channel
  }

  get identity(): DeviceIdentity {
    if (this.#identity === null) throw new KeyTransportError('closed')
    return this.#identity
  }

  /** Aborted, with the reason as a KeyTransportError, when the key is removed or closed. */
  get closed(): AbortSignal {
    return this.#closing.signal
  }

  /**
   * Sends a message and resolves with the payload of its answer, status byte included. A busy key
   * is asked again within the budget. Rejects with CtapHidError, KeyTransportError,
   * KeyProtocolError, or the signal's reason; an answer that outruns a cancel still resolves.
   */
  transact(
    command: number,
    payload: Uint8Array,
    options: TransactOptions = {},
  ): Promise<Uint8Array> {
    const budget = new Budget(options)
    return this.#mutex.run(() => this.#transact(command, payload, budget))
  }

  /** Ends what is under way with `closed` and closes the port. */
  async close(): Promise<void> {
    this.#end(new KeyTransportError('closed'))
    await this.#port.close()
  }

  async #transact(command: number, payload: Uint8Array, budget: Budget): Promise<Uint8Array> {
    let isChannelRenewed = false
    for (;;) {
      if (!this.#isInSync) await this.#initialize(budget)
      try {
        return await this.#exchangeOnce(this.#channelId, command, payload, budget)
      } catch (error) {
        if (isHidError(error, CTAPHID_ERROR_CODE.ERR_CHANNEL_BUSY)) await budget.pause(error)
        else if (isHidError(error, CTAPHID_ERROR_CODE.ERR_INVALID_CHANNEL) && !isChannelRenewed) {
          isChannelRenewed = true
          this.#channelId = BROADCAST_CHANNEL
          this.#isInSync = false
        } else throw error
      }
    }
  }

  // On the broadcast channel it allocates a channel; on its own it clears what is half-done there.
  async #initialize(budget: Budget): Promise<void> {
    for (;;) {
      try {
        return await this.#initializeOnce(budget)
      } catch (error) {
        const isSilent = error instanceof KeyTransportError && error.kind === 'timeout'
        if (isHidError(error, CTAPHID_ERROR_CODE.ERR_CHANNEL_BUSY)) await budget.pause(error)
        // A key that forgot our channel says nothing on it, or says so; a new one is allocated.
        else if (this.#channelId !== BROADCAST_CHANNEL && (isSilent || isHidError(error))) {
          this.#channelId = BROADCAST_CHANNEL
        } else throw error
      }
    }
  }

  async #initializeOnce(budget: Budget): Promise<void> {
    const nonce = new Uint8Array(randomBytes(NONCE_SIZE))
    const accepts = (answer: Uint8Array): boolean =>
      answer.length >= INIT_ANSWER_SIZE && nonce.every((byte, index) => answer[index] === byte)
    const limits = budget.within(INIT_SILENCE_MS)
    const answer = await this.#exchangeOnce(this.#channelId, CTAPHID.INIT, nonce, limits, accepts)
    this.#channelId = new DataView(answer.buffer).getUint32(NONCE_SIZE)
    if (this.#channelId === 0 || this.#channelId === BROADCAST_CHANNEL) {
      this.#channelId = BROADCAST_CHANNEL
      throw new KeyProtocolError('CTAPHID_INIT', 'channel', 'is reserved')
    }
    this.#identity = readIdentity(answer)
    this.#isInSync = true
  }

  async #exchangeOnce(
    channelId: number,
    command: number,
    payload: Uint8Array,
    budget: Budget,
    accepts?: (payload: Uint8Array) => boolean,
  ): Promise<Uint8Array> {
    this.#closing.signal.throwIfAborted()
    budget.signal?.throwIfAborted()
    const name = nameOf(command)
    const request: ExchangeRequest = {
      channelId,
      command,
      name,
      onStatus: budget.onStatus,
      ...budget.limits(name),
      ...(accepts && { accepts }),
    }
    const exchange = new Exchange(request)
    this.#exchange = exchange
    const onAbort = (): void => this.#cancel(exchange, request, budget.signal)
    budget.signal?.addEventListener('abort', onAbort, { once: true })
    try {
      await this.#sendMessage(exchange, channelId, command, payload)
      return await exchange.answer
    } catch (error) {
      exchange.fail(error)
      this.#afterFailure(error, channelId, command)
      throw error
    } finally {
      budget.signal?.removeEventListener('abort', onAbort)
      this.#exchange = null
    }
  }

  async #sendMessage(
    exchange: Exchange,
    channelId: number,
    command: number,
    payload: Uint8Array,
  ): Promise<void> {
    for (const report of encodeMessage(channelId, command, payload)) {
      // A key that has already refused the message need not hear the rest of it.
      if (exchange.isSettled) return
      await this.#port.send(report)
    }
  }

  #cancel(exchange: Exchange, request: ExchangeRequest, signal: AbortSignal | undefined): void {
    const giveUp = (): void => exchange.fail(signal?.reason)
    if (request.command !== CTAPHID.CBOR) return giveUp()
    this.#sendCancel(request.channelId)
    exchange.hurry(CANCEL_GRACE_MS, giveUp)
  }

  // After anything but a plain refusal the key may still be at work, or half-way through an answer.
  #afterFailure(error: unknown, channelId: number, command: number): void {
    if (isHidError(error)) return
    this.#isInSync = false
    const isTimeout = error instanceof KeyTransportError && error.kind === 'timeout'
    if (isTimeout && command === CTAPHID.CBOR) this.#sendCancel(channelId)
  }

  #sendCancel(channelId: number): void {
    for (const report of encodeMessage(channelId, CTAPHID.CANCEL, new Uint8Array())) {
      this.#port.send(report).catch(() => undefined)
    }
  }

  #end(error: KeyTransportError): void {
    this.#closing.abort(error)
    this.#exchange?.fail(this.#closing.signal.reason)
  }
}

/** The time and attention one operation has, over all its retries. */
class Budget {
  readonly signal: AbortSignal | undefined
  readonly onStatus: ((status: KeyStatus) => void) | undefined
  readonly #phase: string | undefined
  readonly #silenceMs: number
  readonly #endsAt: number

  constructor(options: TransactOptions, endsAt?: number) {
    this.signal = options.signal
    this.onStatus = options.onStatus
    this.#phase = options.phase
    this.#silenceMs = options.silenceMs ?? DEFAULT_SILENCE_MS
    this.#endsAt = endsAt ?? performance.now() + (options.budgetMs ?? DEFAULT_BUDGET_MS)
  }

  limits(name: string): { phase: string; budgetMs: number; silenceMs: number } {
    const budgetMs = this.#endsAt - performance.now()
    return { phase: this.#phase ?? name, budgetMs, silenceMs: this.#silenceMs }
  }

  /** The same budget with less patience for silence. */
  within(silenceMs: number): Budget {
    const phase = this.#phase
    const signal = this.signal
    return new Budget(
      { silenceMs, ...(phase && { phase }), ...(signal && { signal }) },
      this.#endsAt,
    )
  }

  /** Waits before a retry; throws the error when there is no time for one. */
  async pause(error: unknown): Promise<void> {
    if (performance.now() + BUSY_RETRY_MS > this.#endsAt) throw error
    try {
      await delay(BUSY_RETRY_MS, undefined, this.signal && { signal: this.signal })
    } catch {
      this.signal?.throwIfAborted()
    }
  }
}

function readIdentity(answer: Uint8Array): DeviceIdentity {
  const [protocolVersion = 0, major = 0, minor = 0, build = 0, flags = 0] = answer.subarray(12)
  const capabilities = {
    flags,
    wink: (flags & 0x01) !== 0,
    cbor: (flags & 0x04) !== 0,
    nmsg: (flags & 0x08) !== 0,
  }
  return { protocolVersion, deviceVersion: { major, minor, build }, capabilities }
}

function isHidError(error: unknown, code?: number): boolean {
  return error instanceof CtapHidError && (code === undefined || error.code === code)
}

function nameOf(command: number): string {
  const entry = Object.entries(CTAPHID).find(([, value]) => value === command)
  return entry ? `CTAPHID_${entry[0]}` : `CTAPHID 0x${command.toString(16)}`
}
