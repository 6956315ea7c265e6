import type { Authenticator } from './authenticator.ts'
import { CommandDesk, type LogEntry } from './command-desk.ts'
import { Connection, type ConnectOptions, type KeyConnection } from './connection.ts'
import { attestationChain } from './crypto/certificate.ts'
import type { Fault } from './faults.ts'
import { HidDevice } from './hid/hid-device.ts'
import { summarize, type KeySummary } from './key-summary.ts'
import type { KeyMemory } from './memory.ts'
import { handleMessage, identityOf } from './message-handler.ts'
import type { KeyProfile } from './profile.ts'
import type { Finger, TouchPolicy } from './touch-pad.ts'
import { createAuthenticator, type VirtualKeyOptions } from './virtual-key-options.ts'

export type { KeyConnection, VirtualKeyOptions }

/** A CTAP 2.1 security key made of software. It is plugged in from the start. */
export class VirtualKey {
  readonly profile: KeyProfile
  /** Called whenever the key begins or ends to wait for a touch. */
  onTouchAwaited: (isAwaited: boolean) => void = () => {}
  /** Called with each command once it has been answered. */
  onCommand: (entry: LogEntry) => void = () => {}
  readonly #authenticator: Authenticator
  readonly #desk: CommandDesk
  readonly #device: HidDevice
  readonly #connections = new Set<Connection>()
  #isPluggedIn = true

  constructor(options: VirtualKeyOptions = {}) {
    const key = createAuthenticator(options, (isAwaited) => this.onTouchAwaited(isAwaited))
    const desk = new CommandDesk(
      key,
      () => this.unplug(),
      (entry) => this.onCommand(entry),
    )
    this.profile = key.profile
    this.#authenticator = key
    this.#desk = desk
    this.#device = new HidDevice({
      clock: key.clock,
      random: key.random,
      messageTimeoutMs: options.messageTimeoutMs ?? 500,
      takesAnyChannel: key.profile.customs.takesAnyChannel,
      keepsChannels: options.keepsChannels ?? false,
      identity: () => identityOf(key),
      handle: (message, exchange) =>
        desk.answer(message, exchange, () => handleMessage(key, message, exchange)),
      greet: (message, exchange, answer) =>
        desk.answer(message, exchange, () => Promise.resolve(answer)),
    })
  }

  get isPluggedIn(): boolean {
    return this.#isPluggedIn
  }

  get awaitsTouch(): boolean {
    return this.#authenticator.touchPad.isAwaited
  }

  /** DER of the certificate that issued this key's batch certificate. */
  get attestationRoot(): Uint8Array {
    const { profile, attestationSecret } = this.#authenticator
    return attestationChain(profile.aaguid, attestationSecret).root
  }

  /** What the key remembers without power, secrets and all, to be handed to another as `memory`. */
  get memory(): KeyMemory {
    return this.#authenticator.memory
  }

  get summary(): KeySummary {
    return summarize(this.#authenticator.memory)
  }

  /** Touches the key, with a finger it knows or another; false when it was not waiting for that. */
  touch(finger: Finger = 'known'): boolean {
    return this.#authenticator.touchPad.touch(finger)
  }

  /** Says no to what the key waits for; false when it waits for nothing. */
  decline(): boolean {
    return this.#authenticator.touchPad.decline()
  }

  setTouchPolicy(policy: TouchPolicy): void {
    this.#authenticator.touchPad.policy = policy
  }

  /** Opens the key for one host; throws while it is unplugged. */
  connect({ hearsOthers = true }: ConnectOptions = {}): KeyConnection {
    if (!this.#isPluggedIn) throw new Error('the virtual key is not plugged in')
    const connection = new Connection(hearsOthers, {
      receive: (report) =>
        this.#device.receive(report, { deliver: (each) => this.#deliver(each, connection) }),
      close: () => this.#connections.delete(connection),
    })
    this.#connections.add(connection)
    return connection
  }

  /** Pulls the plug: whatever is under way is lost, every connection ends. */
  unplug(): void {
    if (!this.#isPluggedIn) return
    this.#isPluggedIn = false
    this.#device.powerOff()
    const connections = [...this.#connections]
    this.#connections.clear()
    for (const connection of connections) connection.end()
  }

  /** Puts the plug back: power comes anew. */
  plugIn(): void {
    if (this.#isPluggedIn) return
    this.#isPluggedIn = true
    this.#authenticator.cyclePower()
  }

  /** Loses power for a moment without its connections noticing, as simulators do it. */
  reboot(): void {
    this.#device.powerOff()
    this.#authenticator.cyclePower()
  }

  /** Plans a misdeed; several may be planned at once. */
  inject(fault: Fault): void {
    this.#desk.faults.add(fault)
  }

  /** From now on the key behaves. */
  clearFaults(): void {
    this.#desk.faults.clear()
  }

  /** The commands received so far, the first first. */
  get log(): readonly LogEntry[] {
    return this.#desk.log
  }

  clearLog(): void {
    this.#desk.log.length = 0
  }

  #deliver(report: Uint8Array, origin: Connection): void {
    for (const connection of this.#connections)
      if (connection === origin || connection.hearsOthers) connection.deliver(report)
  }
}
