import { randomBytes } from 'node:crypto'
import { CtapHidError, KeyProtocolError, KeyTransportError } from '../errors.ts'
import { CTAPHID_ERROR_CODE } from '../status.ts'
import { Budget, type TransactOptions } from './budget.ts'
import { Exchange, type ExchangeRequest } from './exchange.ts'
import { INIT_ANSWER_SIZE, readIdentity, type DeviceIdentity } from './identity.ts'
import { Mutex } from './mutex.ts'
import { BROADCAST_CHANNEL, CTAPHID, encodeMessage } from './packet.ts'
import type { HidPort } from './port.ts'

/** One transaction: command, payload, the payload of the answer. */
export type Transact = (
  command: number,
  payload: Uint8Array,
  options?: TransactOptions,
) => Promise<Uint8Array>

const INIT_SILENCE_MS = 1_000
// A key that was just plugged in, or is busy with itself, may miss the first report.
const MOST_SILENCES = 2
const CANCEL_GRACE_MS = 1_000
const NONCE_SIZE = 8

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
   * Sends a message and resolves with the payload of its answer, status byte included. A busy key,
   * and one that waited in vain for the rest of the message, is asked again within the budget.
   * Rejects with CtapHidError, KeyTransportError, KeyProtocolError, or the signal's reason; an answer
   * that outruns a cancel still resolves.
   */
  transact(
    command: number,
    payload: Uint8Array,
    options: TransactOptions = {},
  ): Promise<Uint8Array> {
    return this.hold((transact) => transact(command, payload, options))
  }

  /** Keeps the channel for several transactions that nothing may come between. */
  hold<T>(task: (transact: Transact) => Promise<T>): Promise<T> {
    return this.#mutex.run(() =>
      task((command, payload, options = {}) =>
        this.#transact(command, payload, new Budget(options)),
      ),
    )
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
        if (wasNotTaken(error)) await budget.pause(error)
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
    for (let silences = 0; ;) {
      try {
        return await this.#initializeOnce(budget)
      } catch (error) {
        const isSilent = error instanceof KeyTransportError && error.kind === 'timeout'
        if (isHidError(error, CTAPHID_ERROR_CODE.ERR_CHANNEL_BUSY)) await budget.pause(error)
        // A key that forgot our channel says nothing on it, or says so; a new one is allocated.
        else if (this.#channelId !== BROADCAST_CHANNEL && (isSilent || isHidError(error))) {
          this.#channelId = BROADCAST_CHANNEL
        } else if (!isSilent || ++silences > MOST_SILENCES) throw error
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
    try {
      // A message half sent cannot be cancelled: the rest of it goes out first.
      await this.#sendMessage(exchange, channelId, command, payload)
      budget.signal?.addEventListener('abort', onAbort, { once: true })
      if (budget.signal?.aborted) onAbort()
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
      exchange.noteSent()
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

function isHidError(error: unknown, code?: number): boolean {
  return error instanceof CtapHidError && (code === undefined || error.code === code)
}

// Nothing was done: the key was busy, or this process between two reports of the message (§11.2.9.1.6).
function wasNotTaken(error: unknown): boolean {
  const { ERR_CHANNEL_BUSY, ERR_MSG_TIMEOUT } = CTAPHID_ERROR_CODE
  return isHidError(error, ERR_CHANNEL_BUSY) || isHidError(error, ERR_MSG_TIMEOUT)
}

function nameOf(command: number): string {
  const entry = Object.entries(CTAPHID).find(([, value]) => value === command)
  return entry ? `CTAPHID_${entry[0]}` : `CTAPHID 0x${command.toString(16)}`
}
