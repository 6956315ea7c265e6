import type { ContinuationPacket, InitialPacket } from './packets.ts'

export interface Message {
  readonly channel: number
  readonly command: number
  readonly payload: Uint8Array
}

/** A message on its way in, packet by packet. */
export class Assembly {
  readonly channel: number
  readonly #command: number
  readonly #payload: Uint8Array
  #received: number
  #nextSequence = 0

  constructor({ channel, command, length, data }: InitialPacket) {
    this.channel = channel
    this.#command = command
    this.#payload = new Uint8Array(length)
    this.#received = Math.min(length, 57)
    this.#payload.set(data.subarray(0, this.#received))
  }

  /** The whole message, or undefined while packets are missing. */
  get message(): Message | undefined {
    if (this.#received < this.#payload.length) return undefined
    return { channel: this.channel, command: this.#command, payload: this.#payload }
  }

  /** Takes the next packet; false when it is out of order. */
  take({ sequence, data }: ContinuationPacket): boolean {
    if (sequence !== this.#nextSequence) return false
    const length = Math.min(59, this.#payload.length - this.#received)
    this.#payload.set(data.subarray(0, length), this.#received)
    this.#received += length
    this.#nextSequence += 1
    return true
  }
}
