import { Authenticator } from './authenticator.ts'
import { attestationChain } from './crypto/certificate.ts'
import { coseKeyOf } from './crypto/signing-key.ts'
import type { CborMap } from './cbor/value.ts'
import { systemClock, type Clock } from './clock.ts'
import { commandName, type CommandName } from './command-name.ts'
import { Connection, type ConnectOptions, type KeyConnection } from './connection.ts'
import { FaultPlan, type Fault } from './faults.ts'
import type { Message } from './hid/assembly.ts'
import { HidCommand } from './hid/codes.ts'
import type { Exchange } from './hid/exchange.ts'
import { HidDevice, type Reply } from './hid/hid-device.ts'
import type { KeyMemory } from './memory.ts'
import { handleMessage, identityOf } from './message-handler.ts'
import { misbehave } from './misbehave.ts'
import { fullProfile, type KeyProfile } from './profile.ts'
import { seededRandom, systemRandom, type Random } from './random.ts'
import { TouchPad, type Finger, type TouchPolicy } from './touch-pad.ts'

export type { ConnectOptions, KeyConnection } from './connection.ts'

export interface VirtualKeyOptions {
  /** What differs from `fullProfile`. */
  readonly profile?: Partial<KeyProfile>
  /** How touches come; `now` unless said otherwise. */
  readonly touch?: TouchPolicy
  readonly touchTimeoutMs?: number
  /** How long after power came a reset is allowed; Infinity for always. */
  readonly resetWindowMs?: number
  /** How long a message may lack a packet. */
  readonly messageTimeoutMs?: number
  /** Channels given before a power cycle live on, as in simulators that reboot in place. */
  readonly keepsChannels?: boolean
  readonly clock?: Clock
  readonly random?: Random
  /** Makes every byte of a run repeatable; instead of `random`. */
  readonly seed?: string
  /** What a key remembered before, from `memory`. */
  readonly memory?: KeyMemory
  /** The private key of the attestation batch: 32 bytes, a scalar of P-256. */
  readonly attestationSecret?: Uint8Array
}

/** What tests may look at; no secrets. */
export interface KeySummary {
  readonly hasPin: boolean
  readonly pinRetries: number
  readonly signCount: number
  readonly credentials: readonly CredentialSummary[]
}

export interface CredentialSummary {
  readonly rpId: string
  readonly userId: Uint8Array
  readonly credentialId: Uint8Array
  /** COSE_Key. */
  readonly publicKey: CborMap
}

/** A command the key received: what it was, never what was in it. */
export interface LogEntry {
  readonly command: CommandName
  /** The CTAP2 status byte it was answered with; undefined while it runs and for other messages. */
  readonly status: number | undefined
}

/** A CTAP 2.1 security key made of software. It is plugged in from the start. */
export class VirtualKey {
  readonly profile: KeyProfile
  /** Called whenever the key begins or ends to wait for a touch. */
  onTouchAwaited: (isAwaited: boolean) => void = () => {}
  /** Called with each command once it has been answered. */
  onCommand: (entry: LogEntry) => void = () => {}
  readonly #authenticator: Authenticator
  readonly #clock: Clock
  readonly #random: Random
  readonly #faults = new FaultPlan()
  readonly #log: { command: CommandName; status: number | undefined }[] = []
  readonly #touchPad: TouchPad
  readonly #device: HidDevice
  readonly #connections = new Set<Connection>()
  #isPluggedIn = true

  constructor(options: VirtualKeyOptions = {}) {
    const clock = options.clock ?? systemClock
    const random = options.random ?? randomFrom(options.seed)
    const { touch = 'now', touchTimeoutMs = 30_000 } = options
    this.#clock = clock
    this.#random = random
    this.profile = { ...fullProfile, ...options.profile }
    this.#touchPad = new TouchPad(touch, touchTimeoutMs, clock, (isAwaited) =>
      this.onTouchAwaited(isAwaited),
    )
    const authenticator = new Authenticator(
      {
        profile: this.profile,
        clock,
        random,
        touchPad: this.#touchPad,
        isRepeatable: options.seed !== undefined,
        resetWindowMs: options.resetWindowMs ?? 10_000,
        attestationSecret: options.attestationSecret,
      },
      options.memory,
    )
    this.#authenticator = authenticator
    this.#device = new HidDevice({
      clock,
      random,
      messageTimeoutMs: options.messageTimeoutMs ?? 500,
      takesAnyChannel: this.profile.customs.takesAnyChannel,
      keepsChannels: options.keepsChannels ?? false,
      identity: () => identityOf(authenticator),
      handle: (message, exchange) =>
        this.#answer(message, exchange, () => handleMessage(authenticator, message, exchange)),
      greet: (message, exchange, answer) =>
        this.#answer(message, exchange, () => Promise.resolve(answer)),
    })
  }

  get isPluggedIn(): boolean {
    return this.#isPluggedIn
  }

  get awaitsTouch(): boolean {
    return this.#touchPad.isAwaited
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
    const { memory } = this.#authenticator
    return {
      hasPin: memory.pin !== undefined,
      pinRetries: memory.pinRetries,
      signCount: memory.signCount,
      credentials: memory.credentials.map(({ rpId, user, id, key }) => ({
        rpId,
        userId: user.id,
        credentialId: id,
        publicKey: coseKeyOf(key),
      })),
    }
  }

  /** Touches the key, with a finger it knows or another; false when it was not waiting for that. */
  touch(finger: Finger = 'known'): boolean {
    return this.#touchPad.touch(finger)
  }

  /** Says no to what the key waits for; false when it waits for nothing. */
  decline(): boolean {
    return this.#touchPad.decline()
  }

  setTouchPolicy(policy: TouchPolicy): void {
    this.#touchPad.policy = policy
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
    this.#faults.add(fault)
  }

  /** From now on the key behaves. */
  clearFaults(): void {
    this.#faults.clear()
  }

  /** The commands received so far, the first first. */
  get log(): readonly LogEntry[] {
    return this.#log
  }

  clearLog(): void {
    this.#log.length = 0
  }

  async #answer(
    message: Message,
    exchange: Exchange,
    run: () => Promise<Reply>,
  ): Promise<Reply | undefined> {
    const { command } = message
    const entry = { command: commandName(message), status: undefined as number | undefined }
    this.#log.push(entry)
    const misdeed = this.#faults.take(entry.command)
    const scene = { command, exchange, clock: this.#clock, random: this.#random, run }
    const unplug = (): void => this.unplug()
    const reply = misdeed ? await misbehave(misdeed, { ...scene, unplug }) : await run()
    if (reply?.command === HidCommand.cbor) entry.status = reply.payload[0]
    this.onCommand(entry)
    return reply
  }

  #deliver(report: Uint8Array, origin: Connection): void {
    for (const connection of this.#connections)
      if (connection === origin || connection.hearsOthers) connection.deliver(report)
  }
}

const randomFrom = (seed: string | undefined): Random =>
  seed === undefined ? systemRandom : seededRandom(seed)
