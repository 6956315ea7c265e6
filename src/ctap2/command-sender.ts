import { CborError, encodeCbor, isCborMap, type CborDeparture, type CborMap } from './cbor.ts'
import { decodeCbor, type DecodeOptions } from './cbor-reader.ts'
import { commandName } from './command-codes.ts'
import { CtapStatusError, KeyProtocolError } from './errors.ts'
import type { TransactOptions } from './hid/budget.ts'
import type { Transact } from './hid/channel.ts'
import { CTAPHID, MAXIMUM_MESSAGE_SIZE } from './hid/packet.ts'
import type { KeyRemark } from './remarks.ts'
import { CTAP_STATUS } from './status.ts'

/** How answers are read: the departures to accept, and who hears of those that were. */
export interface AnswerReading {
  readonly tolerate: readonly CborDeparture[]
  readonly note: (remark: KeyRemark) => void
}

/** Sends commands of the authenticator API over a channel that is held (CTAP 2.2 §8). */
export class CommandSender {
  readonly #transact: Transact
  readonly #maxMsgSize: () => number | undefined
  readonly #reading: AnswerReading

  constructor(transact: Transact, maxMsgSize: () => number | undefined, reading: AnswerReading) {
    this.#transact = transact
    this.#maxMsgSize = maxMsgSize
    this.#reading = reading
  }

  /** As `Authenticator.send`; `onLost` salvages what can be read of the answer. */
  async send(
    command: number,
    parameters?: CborMap,
    options: TransactOptions = {},
    onLost?: DecodeOptions['onLost'],
  ): Promise<CborMap | null> {
    const name = commandName(command)
    const request = this.#encode(command, name, parameters)
    const answer = await this.#transact(CTAPHID.CBOR, request, { phase: name, ...options })
    const status = answer[0]
    if (status === undefined) throw new KeyProtocolError(name, 'status', 'is missing')
    if (status === CTAP_STATUS.CTAP2_ERR_KEEPALIVE_CANCEL) options.signal?.throwIfAborted()
    if (status !== CTAP_STATUS.CTAP2_OK) throw new CtapStatusError(name, status)
    return answer.length === 1 ? null : this.#decode(name, answer.subarray(1), onLost)
  }

  /** As `Authenticator.request`; `onLost` salvages what can be read of the answer. */
  async request(
    command: number,
    parameters?: CborMap,
    options: TransactOptions = {},
    onLost?: DecodeOptions['onLost'],
  ): Promise<CborMap> {
    const answer = await this.send(command, parameters, options, onLost)
    if (answer) return answer
    throw new KeyProtocolError(commandName(command), 'response', 'is empty')
  }

  #encode(command: number, name: string, parameters: CborMap | undefined): Uint8Array {
    const encoded = parameters ? encodeCbor(parameters) : new Uint8Array()
    const request = new Uint8Array(1 + encoded.length)
    request[0] = command
    request.set(encoded, 1)
    const limit = Math.min(this.#maxMsgSize() ?? MAXIMUM_MESSAGE_SIZE, MAXIMUM_MESSAGE_SIZE)
    // Some keys answer a status of their own, or none, to what they cannot hold (§6.4 maxMsgSize).
    if (request.length > limit) {
      throw new CtapStatusError(name, CTAP_STATUS.CTAP2_ERR_REQUEST_TOO_LARGE)
    }
    return request
  }

  #decode(name: string, encoded: Uint8Array, onLost: DecodeOptions['onLost']): CborMap {
    const { tolerate, note } = this.#reading
    const onDeparture = (reason: string): void => note({ command: name, field: 'response', reason })
    try {
      const value = decodeCbor(encoded, { tolerate, onDeparture, ...(onLost && { onLost }) })
      if (isCborMap(value)) return value
    } catch (error) {
      if (error instanceof CborError) throw new KeyProtocolError(name, 'response', error.message)
      throw error
    }
    throw new KeyProtocolError(name, 'response', 'is not a map')
  }
}
