import type { CommandName } from './command-name.ts'
import type { HidError } from './hid/codes.ts'

/** How the key misbehaves. Those before the line keep the command from having any effect. */
export type Misdeed =
  /** No answer ever, and no sign of life. */
  | { readonly kind: 'silence' }
  /** No answer ever, but a keepalive every 100 ms, until CANCEL (which is answered) or INIT. */
  | { readonly kind: 'stall' }
  /** This CTAP2 status byte. */
  | { readonly kind: 'status'; readonly status: number }
  /** This CTAPHID error. */
  | { readonly kind: 'hidError'; readonly code: HidError }
  /** Exactly this payload: for CBOR commands a status byte and what follows. */
  | { readonly kind: 'answer'; readonly payload: Uint8Array }
  // ---- the command is done, its answer suffers
  /** The answer comes later; quiet: without keepalives meanwhile. */
  | { readonly kind: 'delay'; readonly delayMs: number; readonly isQuiet?: boolean }
  /** Status 00 and then bytes that are no CBOR. */
  | { readonly kind: 'garbage' }
  /** The payload is cut to so many bytes, and says so honestly. */
  | { readonly kind: 'shorten'; readonly length: number }
  /** The payload as this function makes it. */
  | { readonly kind: 'rewrite'; readonly rewrite: (payload: Uint8Array) => Uint8Array }
  /** Frames of other channels before every packet of the answer; one each unless said otherwise. */
  | { readonly kind: 'noise'; readonly frames?: number }
  /** The sequence number of the answer's last continuation is wrong. */
  | { readonly kind: 'wrongSequence' }
  /** The last packets of the answer never come; one unless said otherwise. */
  | { readonly kind: 'truncate'; readonly packets?: number }
  /**
   * The plug is pulled: before the command is done, when it is done but not answered, after the first
   * packet of the answer, or right after the last.
   */
  | { readonly kind: 'unplug'; readonly when: 'before' | 'done' | 'answering' | 'answered' }

/** A misdeed and the command it befalls. */
export interface Fault {
  readonly misdeed: Misdeed
  /** Any command when absent. The name of a command with subcommands stands for all of them. */
  readonly on?: CommandName
  /** Which such command from now on, the next being 1; 1 when absent. */
  readonly nth?: number
  /** How many such commands from that one on; 1 when absent, Infinity for all. */
  readonly times?: number
}

interface PlannedFault {
  readonly fault: Fault
  seen: number
}

/** The faults to come. */
export class FaultPlan {
  #planned: PlannedFault[] = []

  add(fault: Fault): void {
    this.#planned.push({ fault, seen: 0 })
  }

  clear(): void {
    this.#planned = []
  }

  /** What befalls this command, having counted it. */
  take(name: CommandName): Misdeed | undefined {
    const due = this.#planned.filter(({ fault }) => isMeant(fault, name)).filter(count)
    this.#planned = this.#planned.filter(({ fault, seen }) => seen < lastOf(fault))
    return due[0]?.fault.misdeed
  }
}

const isMeant = ({ on }: Fault, name: CommandName): boolean =>
  on === undefined || on === name || name.startsWith(`${on}.`)

const lastOf = ({ nth = 1, times = 1 }: Fault): number => nth + times - 1

function count(planned: PlannedFault): boolean {
  planned.seen += 1
  return planned.seen >= (planned.fault.nth ?? 1)
}
