import type { Authenticator } from './authenticator.ts'
import { commandName, type CommandName } from './command-name.ts'
import { FaultPlan } from './faults.ts'
import type { Message } from './hid/assembly.ts'
import { HidCommand } from './hid/codes.ts'
import type { Exchange } from './hid/exchange.ts'
import type { Reply } from './hid/hid-device.ts'
import { misbehave } from './misbehave.ts'

/** A command the key received: what it was, never what was in it. */
export interface LogEntry {
  readonly command: CommandName
  /** The CTAP2 status byte it was answered with; undefined while it runs and for other messages. */
  readonly status: number | undefined
}

/** Where every command passes: it is written down, and may meet with a fault. */
export class CommandDesk {
  readonly faults = new FaultPlan()
  readonly log: LogEntry[] = []
  readonly #authenticator: Authenticator
  readonly #unplug: () => void
  readonly #onAnswered: (entry: LogEntry) => void

  constructor(
    authenticator: Authenticator,
    unplug: () => void,
    onAnswered: (entry: LogEntry) => void,
  ) {
    this.#authenticator = authenticator
    this.#unplug = unplug
    this.#onAnswered = onAnswered
  }

  /** Runs the command, or what becomes of it. */
  async answer(
    message: Message,
    exchange: Exchange,
    run: () => Promise<Reply>,
  ): Promise<Reply | undefined> {
    const command = commandName(message)
    const place = this.log.push({ command, status: undefined }) - 1
    const reply = await this.#run(command, { command: message.command, exchange, run })
    const status = reply?.command === HidCommand.cbor ? reply.payload[0] : undefined
    const entry = { command, status }
    if (this.log[place]?.command === command) this.log[place] = entry
    this.#onAnswered(entry)
    return reply
  }

  #run(
    name: CommandName,
    scene: { command: number; exchange: Exchange; run: () => Promise<Reply> },
  ): Promise<Reply | undefined> {
    const misdeed = this.faults.take(name)
    if (!misdeed) return scene.run()
    const { clock, random } = this.#authenticator
    return misbehave(misdeed, { ...scene, clock, random, unplug: this.#unplug })
  }
}
