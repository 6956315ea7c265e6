import { Encoder } from 'cbor-x'
import type { KeyConnection, VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'

/** A CTAPHID message as it arrived. */
export interface Answer {
  readonly channel: number
  readonly command: number
  readonly payload: Uint8Array
}

type Members = ReadonlyMap<unknown, unknown>

const cbor = new Encoder({ mapsAsObjects: false, useRecords: false, tagUint8Array: false })
const KEEPALIVE = 0x3b
const NOTHING: Uint8Array = new Uint8Array(0)
export const BROADCAST = 0xffff_ffff

export const encodeCbor = (value: unknown): Uint8Array => Uint8Array.from(cbor.encode(value))
export const decodeCbor = (bytes: Uint8Array): unknown => cbor.decode(bytes)

export const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)
export const hexBytes = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'))

/** A host with the framing and the CBOR of its own (cbor-x), so that nothing of the key tests itself. */
export class TestHost {
  readonly connection: KeyConnection
  readonly keepalives: number[] = []
  readonly reports: Uint8Array[] = []
  isUnplugged = false
  channel = BROADCAST
  readonly #answers: Answer[] = []
  readonly #waiting: ((answer: Answer) => void)[] = []
  #partial: { answer: Answer; received: number } | undefined

  constructor(key: VirtualKey) {
    this.connection = key.connect({ hearsOthers: false })
    this.connection.onReport = (report) => this.#take(report)
    this.connection.onUnplugged = () => {
      this.isUnplugged = true
    }
  }

  static async open(key: VirtualKey): Promise<TestHost> {
    const host = new TestHost(key)
    await host.init()
    return host
  }

  async init(): Promise<Answer> {
    const answer = await this.exchange(0x06, new Uint8Array(8).fill(7), BROADCAST)
    this.channel = Buffer.from(answer.payload).readUInt32BE(8)
    return answer
  }

  /** Sends a message and resolves with the next that is no keepalive. */
  exchange(
    command: number,
    payload: Uint8Array = NOTHING,
    channel = this.channel,
  ): Promise<Answer> {
    this.send(command, payload, channel)
    return this.next()
  }

  send(command: number, payload: Uint8Array = NOTHING, channel = this.channel): void {
    for (const report of this.packets(command, payload, channel)) this.connection.send(report)
  }

  packets(command: number, payload: Uint8Array, channel = this.channel): Uint8Array[] {
    const first = this.raw(0x80 | command, channel)
    first.writeUInt16BE(payload.length, 5)
    first.set(payload.subarray(0, 57), 7)
    const packets = [first]
    for (let offset = 57, sequence = 0; offset < payload.length; offset += 59, sequence++) {
      const next = this.raw(sequence, channel)
      next.set(payload.subarray(offset, offset + 59), 5)
      packets.push(next)
    }
    return packets
  }

  raw(type: number, channel = this.channel): Buffer<ArrayBuffer> {
    const report = Buffer.alloc(64)
    report.writeUInt32BE(channel)
    report[4] = type
    return report
  }

  next(): Promise<Answer> {
    const waiting = this.#answers.shift()
    if (waiting) return Promise.resolve(waiting)
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
    })
  }

  get hasAnswer(): boolean {
    return this.#answers.length > 0
  }

  /** Runs a CTAP2 command: its status and its members. */
  async run(command: number, parameters?: Members): Promise<{ status: number; members: Members }> {
    const body = parameters ? encodeCbor(parameters) : new Uint8Array(0)
    const { payload } = await this.exchange(0x10, Buffer.concat([bytes(command), body]))
    const members = payload.length > 1 ? decodeCbor(payload.subarray(1)) : new Map()
    if (!(members instanceof Map)) throw new Error('the answer is no map')
    return { status: payload[0] ?? -1, members }
  }

  /** The members of a command that must succeed. */
  async succeed(command: number, parameters?: Members): Promise<Members> {
    const { status, members } = await this.run(command, parameters)
    if (status !== 0) throw new Error(`status ${status.toString(16)}`)
    return members
  }

  #take(report: Uint8Array): void {
    this.reports.push(report)
    const view = Buffer.from(report)
    const type = view.readUInt8(4)
    if (type & 0x80) this.#begin(view)
    else if (this.#partial) {
      this.#partial.answer.payload.set(
        view.subarray(5).subarray(0, this.#missing()),
        this.#partial.received,
      )
      this.#partial.received += 59
    }
    this.#settle()
  }

  #begin(view: Buffer): void {
    const payload = new Uint8Array(view.readUInt16BE(5))
    payload.set(view.subarray(7, 7 + Math.min(57, payload.length)))
    const answer = { channel: view.readUInt32BE(0), command: view.readUInt8(4) & 0x7f, payload }
    this.#partial = { answer, received: 57 }
  }

  #missing(): number {
    const { answer, received } = this.#partial ?? { answer: undefined, received: 0 }
    return Math.max(0, (answer?.payload.length ?? 0) - received)
  }

  #settle(): void {
    if (!this.#partial || this.#missing() > 0) return
    const { answer } = this.#partial
    this.#partial = undefined
    if (answer.command === KEEPALIVE) {
      this.keepalives.push(answer.payload[0] ?? -1)
      return
    }
    const waiting = this.#waiting.shift()
    if (waiting) waiting(answer)
    else this.#answers.push(answer)
  }
}

/** Lets everything that is due happen: answers travel by microtasks only. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
