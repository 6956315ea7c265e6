import { KeyTransportError } from '../../src/ctap2/errors.ts'
import type { HidPort } from '../../src/ctap2/hid/port.ts'

/** A whole message as the key got it. */
export interface HostMessage {
  readonly channelId: number
  readonly command: number
  readonly payload: Uint8Array
}

/** What the key does with a message; nothing is done for it. */
export type Script = (message: HostMessage, key: ScriptedKey) => void

interface PendingMessage {
  readonly channelId: number
  readonly command: number
  readonly bytes: number[]
  readonly length: number
}

const BROADCAST = 0xffffffff
const INIT = 0x06
const CBOR = 0x10
const CANCEL = 0x11

/** The channel a scripted key gives away first. */
export const CHANNEL = 0x0a0b0c0d

/** Bytes of hexadecimal digits. */
export function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits.replaceAll(' ', ''), 'hex'))
}

/**
 * A key that does what a test says, report by report: the far end of a HidPort, with a framing of
 * its own. INIT on the broadcast channel is answered unless the test says otherwise.
 */
export class ScriptedKey implements HidPort {
  readonly sent: Uint8Array[] = []
  readonly messages: HostMessage[] = []
  capabilities = 0x05
  answersInit = true
  isClosed = false
  #script: Script
  #onReport: (report: Uint8Array) => void = () => undefined
  #onClosed: (error: KeyTransportError | null) => void = () => undefined
  #pending: PendingMessage | null = null
  #channels = 0

  constructor(script: Script = () => undefined) {
    this.#script = script
  }

  set script(script: Script) {
    this.#script = script
  }

  send(report: Uint8Array): Promise<void> {
    if (this.isClosed) return Promise.reject(new KeyTransportError('removed'))
    this.sent.push(Uint8Array.from(report))
    const message = this.#assemble(Buffer.from(report))
    if (message) {
      this.messages.push(message)
      queueMicrotask(() => this.#receive(message))
    }
    return Promise.resolve()
  }

  listen(
    onReport: (report: Uint8Array) => void,
    onClosed: (error: KeyTransportError | null) => void,
  ): void {
    this.#onReport = onReport
    this.#onClosed = onClosed
  }

  close(): Promise<void> {
    this.isClosed = true
    return Promise.resolve()
  }

  /** One report to the host, as it is. */
  emit(report: Uint8Array): void {
    this.#onReport(report)
  }

  /** A whole message to the host. */
  reply(command: number, payload: Uint8Array, channelId = CHANNEL): void {
    for (const report of this.reports(command, payload, channelId)) this.emit(report)
  }

  /** Answers a CBOR command: a status byte and data. */
  replyCbor(status: number, data: Uint8Array | string = ''): void {
    const bytes = typeof data === 'string' ? hex(data) : data
    this.reply(CBOR, Uint8Array.from([status, ...bytes]))
  }

  keepalive(status: number): void {
    this.reply(0x3b, Uint8Array.of(status))
  }

  error(code: number, channelId = CHANNEL): void {
    this.reply(0x3f, Uint8Array.of(code), channelId)
  }

  /** The reports of a message, to be sent in whatever way. */
  reports(command: number, payload: Uint8Array, channelId = CHANNEL): Uint8Array[] {
    const first = Buffer.alloc(64)
    first.writeUInt32BE(channelId)
    first[4] = command | 0x80
    first.writeUInt16BE(payload.length, 5)
    first.set(payload.subarray(0, 57), 7)
    const reports = [first]
    for (let sent = 57; sent < payload.length; sent += 59) {
      const next = Buffer.alloc(64)
      next.writeUInt32BE(channelId)
      next[4] = reports.length - 1
      next.set(payload.subarray(sent, sent + 59), 5)
      reports.push(next)
    }
    return reports.map((report) => Uint8Array.from(report))
  }

  /** Answers INIT with the nonce of the message. */
  replyInit(message: HostMessage, granted = CHANNEL): void {
    const payload = Buffer.alloc(17)
    payload.set(message.payload.subarray(0, 8))
    payload.writeUInt32BE(granted, 8)
    payload.set([2, 5, 4, 3, this.capabilities], 12)
    this.reply(INIT, payload, message.channelId)
  }

  unplug(platform = 'could not read from device'): void {
    this.isClosed = true
    this.#onClosed(new KeyTransportError('removed', { platform }))
  }

  #receive(message: HostMessage): void {
    if (message.command === INIT && this.answersInit) {
      const isNew = message.channelId === BROADCAST
      this.replyInit(message, isNew ? CHANNEL + this.#channels++ : message.channelId)
    } else this.#script(message, this)
  }

  #assemble(report: Buffer): HostMessage | null {
    const channelId = report.readUInt32BE(0)
    const head = report.readUInt8(4)
    if (head & 0x80) {
      const length = report.readUInt16BE(5)
      const bytes = [...report.subarray(7, 7 + length)]
      const pending = { channelId, command: head & 0x7f, bytes, length }
      if (pending.command !== CANCEL) this.#pending = pending
      return this.#finish(pending)
    }
    const pending = this.#pending
    if (!pending) return null
    pending.bytes.push(...report.subarray(5, 5 + pending.length - pending.bytes.length))
    return this.#finish(pending)
  }

  #finish(pending: PendingMessage): HostMessage | null {
    const { channelId, command, bytes, length } = pending
    return bytes.length < length ? null : { channelId, command, payload: Uint8Array.from(bytes) }
  }
}
