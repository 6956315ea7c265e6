import {
  nameOfInfoMember,
  parseAuthenticatorInfo,
  type AuthenticatorInfo,
} from './authenticator-info.ts'
import type { CborDeparture, CborError, CborKey, CborMap } from './cbor.ts'
import { CommandSender } from './command-sender.ts'
import { KeyProtocolError, KeyTransportError } from './errors.ts'
import type { TransactOptions } from './hid/budget.ts'
import { CtapHidChannel } from './hid/channel.ts'
import type { DeviceIdentity } from './hid/identity.ts'
import { CTAPHID } from './hid/packet.ts'
import type { HidPort } from './hid/port.ts'
import { COMMAND, commandName } from './command-codes.ts'
import { Remarks, type KeyRemark } from './remarks.ts'
import { describeU2fKey, errorOfOpening } from './u2f-key.ts'

/** How a key is opened. */
export interface OpenOptions extends TransactOptions {
  /** Departures from canonical CBOR to accept from this key; none unless named. */
  readonly tolerate?: readonly CborDeparture[]
}

const OPEN_BUDGET_MS = 10_000

/** One key that speaks CTAP2, open: sends commands, remembers getInfo (CTAP 2.2 §6, §11.2). */
export class Authenticator {
  /** Departures from canonical CBOR that are accepted from this key, in all it says (§8). */
  readonly tolerate: readonly CborDeparture[]
  readonly #channel: CtapHidChannel
  readonly #remarks = new Remarks()
  #info: AuthenticatorInfo | null = null
  #isInfoStale = false

  private constructor(channel: CtapHidChannel, tolerate: readonly CborDeparture[]) {
    this.#channel = channel
    this.tolerate = tolerate
  }

  /**
   * Opens a channel and reads getInfo, once. Rejects with the four errors of this client; the port
   * is then closed. A key without CTAP2, whatever it announces, is a KeyTransportError of kind
   * `u2f-only` (CTAP 2.2 §11.2.9.1, §6.4).
   */
  static async open(port: HidPort, options: OpenOptions = {}): Promise<Authenticator> {
    const { tolerate = [], ...rest } = options
    const limits = { budgetMs: OPEN_BUDGET_MS, ...rest }
    const channel = await CtapHidChannel.open(port, limits)
    const authenticator = new Authenticator(channel, tolerate)
    try {
      if (!channel.identity.capabilities.cbor) throw await describeU2fKey(channel, limits)
      await authenticator.refreshInfo(limits)
    } catch (error) {
      const reason = await errorOfOpening(channel, limits, error)
      await channel.close()
      throw reason
    }
    return authenticator
  }

  /** getInfo as it was last read; a PIN set since is accounted for (CTAP 2.2 §6.4). */
  get info(): AuthenticatorInfo {
    if (this.#info === null) throw new KeyTransportError('closed')
    return this.#info
  }

  /** What the key does against the standard and was let pass so far: of getInfo, odd members too. */
  get remarks(): readonly KeyRemark[] {
    return this.#remarks.all
  }

  /** Protocol version, device version and capabilities, from CTAPHID_INIT (§11.2.9.1.3). */
  get identity(): DeviceIdentity {
    return this.#channel.identity
  }

  /** Aborted when the key is removed or closed; the reason is the KeyTransportError. */
  get closed(): AbortSignal {
    return this.#channel.closed
  }

  /** getInfo, read again if something has changed the key since it was read last. */
  async currentInfo(options: TransactOptions = {}): Promise<AuthenticatorInfo> {
    return this.#isInfoStale ? await this.refreshInfo(options) : this.info
  }

  /** Reads getInfo again (CTAP 2.2 §6.4); what is odd in it is among the `remarks`. */
  async refreshInfo(options: TransactOptions = {}): Promise<AuthenticatorInfo> {
    const code = COMMAND.authenticatorGetInfo
    const command = commandName(code)
    this.#remarks.forget(command)
    const onLost = ([member, ...within]: readonly CborKey[], { message }: CborError): void => {
      const field = [nameOfInfoMember(member ?? ''), ...within].join('.')
      this.#remarks.note({ command, field, reason: message })
    }
    const answer = await this.inSequence((sender) =>
      sender.request(code, undefined, options, onLost),
    )
    this.#info = parseAuthenticatorInfo(answer, (odd) => this.#remarks.note(odd))
    this.#isInfoStale = false
    return this.#info
  }

  /** Notes what a command is known to have changed, without asking the key. */
  amendInfo(options: Readonly<Record<string, boolean>>, forcePINChange?: boolean): void {
    const info = { ...this.info, options: { ...this.info.options, ...options } }
    this.#info = Object.freeze(forcePINChange === undefined ? info : { ...info, forcePINChange })
  }

  /** Says that the key has changed in ways only getInfo can tell. */
  markInfoStale(): void {
    this.#isInfoStale = true
  }

  /**
   * Sends one command and resolves with the map it answers, null when it answers no data. Rejects
   * with CtapStatusError, CtapHidError, KeyTransportError, KeyProtocolError or the signal's reason.
   */
  send(
    command: number,
    parameters?: CborMap,
    options: TransactOptions = {},
  ): Promise<CborMap | null> {
    return this.inSequence((sender) => sender.send(command, parameters, options))
  }

  /** Sends one command that must answer data (CTAP 2.2 §8.1); rejects as `send` does. */
  request(command: number, parameters?: CborMap, options: TransactOptions = {}): Promise<CborMap> {
    return this.inSequence((sender) => sender.request(command, parameters, options))
  }

  /** Runs commands that nothing may come between, as the ones that ask for the next item. */
  inSequence<T>(task: (sender: CommandSender) => Promise<T>): Promise<T> {
    const maxMsgSize = (): number | undefined => this.#info?.maxMsgSize
    const note = (remark: KeyRemark): void => this.#remarks.note(remark)
    const reading = { tolerate: this.tolerate, note }
    return this.#channel.hold((transact) => task(new CommandSender(transact, maxMsgSize, reading)))
  }

  /** A vendor's or other CTAPHID message as it is (CTAP 2.2 §11.2.9.3); answers its payload. */
  sendRaw(
    command: number,
    payload: Uint8Array,
    options: TransactOptions = {},
  ): Promise<Uint8Array> {
    return this.#channel.transact(command, payload, options)
  }

  /** Makes the key show itself, if it can (CTAPHID_WINK, §11.2.9.2.1); false when it cannot. */
  async wink(options: TransactOptions = {}): Promise<boolean> {
    if (!this.identity.capabilities.wink) return false
    await this.#channel.transact(CTAPHID.WINK, new Uint8Array(), options)
    return true
  }

  /** Sends bytes that come back unchanged (CTAPHID_PING, §11.2.9.1.4); throws KeyProtocolError. */
  async ping(data: Uint8Array, options: TransactOptions = {}): Promise<void> {
    const echo = await this.#channel.transact(CTAPHID.PING, data, options)
    if (Buffer.compare(echo, data) !== 0) {
      throw new KeyProtocolError('CTAPHID_PING', 'data', 'is not what was sent')
    }
  }

  /** Reserves the key for this channel, 0 to 10 seconds; 0 releases it (§11.2.9.2.2). */
  async lock(seconds: number, options: TransactOptions = {}): Promise<void> {
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > 10) {
      throw new RangeError('a lock lasts 0 to 10 seconds')
    }
    await this.#channel.transact(CTAPHID.LOCK, new Uint8Array([seconds]), options)
  }

  /** Closes the key; what is under way rejects with KeyTransportError `closed`. */
  async close(): Promise<void> {
    await this.#channel.close()
  }
}
