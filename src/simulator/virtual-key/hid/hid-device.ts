import { concat, readUint32, uint32 } from '../bytes.ts'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { Assembly, type Message } from './assembly.ts'
import { HidCommand, HidError } from './codes.ts'
import { Exchange } from './exchange.ts'
import {
  BROADCAST_CHANNEL,
  MESSAGE_LIMIT,
  readPacket,
  toReports,
  type ContinuationPacket,
  type InitialPacket,
} from './packets.ts'

/** Where a report came from, and so where its answer goes. */
export interface Host {
  deliver(report: Uint8Array): void
}

export interface Reply {
  readonly command: number
  readonly payload: Uint8Array
  /** Damages the reports on their way out, for tests of hostile keys. */
  readonly distort?: (reports: Uint8Array[]) => Uint8Array[]
  /** Runs once the reports are out. */
  readonly afterwards?: () => void
}

export interface HidDeviceParts {
  readonly clock: Clock
  readonly random: Random
  /** How long a message may lack a packet. */
  readonly messageTimeoutMs: number
  /** Whether channels live through a loss of power, as in simulators that reboot in place. */
  readonly keepsChannels: boolean
  /** Whether channels never given are taken too, and INIT interrupts others' messages. */
  readonly takesAnyChannel: boolean
  /** Protocol version 2, then the device's version and its capabilities: the end of INIT's answer. */
  readonly identity: () => Uint8Array
  /** Does the work of a message; undefined for no answer. */
  readonly handle: Handle
  /** Lets the answer to INIT through, or what becomes of it. */
  readonly greet: (
    message: Message,
    exchange: Exchange,
    answer: Reply,
  ) => Promise<Reply | undefined>
}

/** The work of one message. */
export type Handle = (message: Message, exchange: Exchange) => Promise<Reply | undefined>

interface Assembling {
  readonly assembly: Assembly
  readonly callOffTimeout: () => void
}

interface Running {
  readonly exchange: Exchange
  readonly host: Host
}

/** The CTAPHID side of the key: channels, one message at a time, everything else refused as busy. */
export class HidDevice {
  readonly #parts: HidDeviceParts
  readonly #channels = new Set<number>()
  #assembling: Assembling | undefined
  #running: Running | undefined
  #lock: { readonly channel: number; readonly untilMs: number } | undefined

  constructor(parts: HidDeviceParts) {
    this.#parts = parts
  }

  /** Loses everything in flight, as when the plug is pulled. */
  powerOff(): void {
    this.#dropAssembly()
    this.#dropRunning()
    this.#lock = undefined
    if (!this.#parts.keepsChannels) this.#channels.clear()
  }

  receive(report: Uint8Array, host: Host): void {
    const packet = readPacket(report)
    if (packet.kind === 'continuation') this.#continue(packet, host)
    else if (packet.command === HidCommand.cancel) this.#cancel(packet.channel)
    else if (!this.#isChannelFit(packet)) this.#fail(packet.channel, HidError.invalidChannel, host)
    else if (this.#isBusyFor(packet)) this.#fail(packet.channel, HidError.channelBusy, host)
    else this.#start(packet, host)
  }

  /** Has no answer, whoever sends it (CTAP 2.2, 11.2.9.1.5). */
  #cancel(channel: number): void {
    if (this.#running?.exchange.channel === channel) this.#running.exchange.cancel()
  }

  #isChannelFit({ channel, command }: InitialPacket): boolean {
    if (channel === BROADCAST_CHANNEL) return command === HidCommand.init
    return this.#channels.has(channel) || (this.#parts.takesAnyChannel && channel !== 0)
  }

  #isBusyFor({ channel, command }: InitialPacket): boolean {
    if (this.#parts.takesAnyChannel && command === HidCommand.init) return false
    const { assembly } = this.#assembling ?? {}
    if (assembly && assembly.channel !== channel) return true
    if (this.#isLockedFor(channel)) return true
    if (!this.#running) return false
    const isOwn = this.#running.exchange.channel === channel
    return !isOwn || (command !== HidCommand.cancel && command !== HidCommand.init)
  }

  #isLockedFor(channel: number): boolean {
    if (this.#lock && this.#lock.untilMs <= this.#parts.clock.now()) this.#lock = undefined
    return this.#lock !== undefined && this.#lock.channel !== channel
  }

  #start(packet: InitialPacket, host: Host): void {
    const isInterrupted = this.#assembling !== undefined
    this.#dropAssembly()
    if (packet.command === HidCommand.init) this.#initialize(packet, host)
    else if (packet.command === HidCommand.cancel) this.#running?.exchange.cancel()
    else if (isInterrupted) this.#fail(packet.channel, HidError.invalidSequence, host)
    else if (packet.length > MESSAGE_LIMIT) this.#fail(packet.channel, HidError.invalidLength, host)
    else this.#assemble(new Assembly(packet), host)
  }

  /** Gives a channel, or on one given before drops what is under way there (section 11.2.9.1.3). */
  #initialize({ channel, length, data }: InitialPacket, host: Host): void {
    if (this.#running?.exchange.channel === channel) this.#dropRunning()
    if (length !== 8) return this.#fail(channel, HidError.invalidLength, host)
    const given = channel === BROADCAST_CHANNEL ? this.#allocate() : channel
    const nonce = data.slice(0, 8)
    const answer = {
      command: HidCommand.init,
      payload: concat(nonce, uint32(given), this.#parts.identity()),
    }
    void this.#greet({ channel, command: HidCommand.init, payload: nonce }, answer, host)
  }

  async #greet(message: Message, answer: Reply, host: Host): Promise<void> {
    const exchange = new Exchange(message.channel, this.#parts.clock, () => {})
    exchange.end()
    const reply = await this.#parts.greet(message, exchange, answer)
    if (reply) this.#transmit(message.channel, reply, host)
  }

  #allocate(): number {
    const channel = readUint32(this.#parts.random(4), 0)
    const isFree = channel !== 0 && channel !== BROADCAST_CHANNEL && !this.#channels.has(channel)
    if (!isFree) return this.#allocate()
    this.#channels.add(channel)
    return channel
  }

  #continue(packet: ContinuationPacket, host: Host): void {
    const { assembly } = this.#assembling ?? {}
    // A continuation that continues nothing is passed over (section 11.2.5.4).
    if (!assembly || assembly.channel !== packet.channel) return
    this.#dropAssembly()
    if (assembly.take(packet)) this.#assemble(assembly, host)
    else this.#fail(packet.channel, HidError.invalidSequence, host)
  }

  #assemble(assembly: Assembly, host: Host): void {
    if (assembly.message) return this.#run(assembly.message, host)
    const giveUp = (): void => {
      this.#assembling = undefined
      this.#fail(assembly.channel, HidError.messageTimeout, host)
    }
    const callOffTimeout = this.#parts.clock.after(this.#parts.messageTimeoutMs, giveUp)
    this.#assembling = { assembly, callOffTimeout }
  }

  #run(message: Message, host: Host): void {
    if (message.command === HidCommand.lock) return this.#acquireLock(message, host)
    const { channel } = message
    const sendKeepalive = (status: number): void =>
      this.#send(host, toReports(channel, HidCommand.keepalive, Uint8Array.of(status)))
    const running = { exchange: new Exchange(channel, this.#parts.clock, sendKeepalive), host }
    this.#running = running
    this.#parts.handle(message, running.exchange).then(
      (reply) => this.#finish(running, reply),
      () => this.#finish(running, failure(HidError.other)),
    )
  }

  #finish(running: Running, reply: Reply | undefined): void {
    running.exchange.end()
    if (this.#running !== running) return
    this.#running = undefined
    if (reply) this.#transmit(running.exchange.channel, reply, running.host)
  }

  #transmit(channel: number, reply: Reply, host: Host): void {
    const reports = toReports(channel, reply.command, reply.payload)
    this.#send(host, reply.distort ? reply.distort(reports) : reports)
    reply.afterwards?.()
  }

  /** Keeps the key for one channel for up to ten seconds; zero gives it back (section 11.2.9.2.2). */
  #acquireLock({ channel, payload }: Message, host: Host): void {
    const [seconds] = payload
    if (seconds === undefined || payload.length !== 1)
      return this.#fail(channel, HidError.invalidLength, host)
    if (seconds > 10) return this.#fail(channel, HidError.invalidParameter, host)
    const untilMs = this.#parts.clock.now() + seconds * 1000
    this.#lock = seconds === 0 ? undefined : { channel, untilMs }
    return this.#send(host, toReports(channel, HidCommand.lock, new Uint8Array(0)))
  }

  #fail(channel: number, code: HidError, host: Host): void {
    const { command, payload } = failure(code)
    this.#send(host, toReports(channel, command, payload))
  }

  #send(host: Host, reports: readonly Uint8Array[]): void {
    for (const report of reports) host.deliver(report)
  }

  #dropAssembly(): void {
    this.#assembling?.callOffTimeout()
    this.#assembling = undefined
  }

  #dropRunning(): void {
    const running = this.#running
    this.#running = undefined
    running?.exchange.end()
    running?.exchange.cancel()
  }
}

/** The reply that carries a CTAPHID error. */
export const failure = (code: HidError): Reply => ({
  command: HidCommand.error,
  payload: Uint8Array.of(code),
})
