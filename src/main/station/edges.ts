import type { KeySource } from '../../ctap2/index.ts'
import type { ConnectionState, SimulatorAct, SimulatorState } from '../../shared/contract.ts'
import type { AttendedProvider } from '../provider/provider.ts'
import type { StationSecrets } from '../secrets/station-secrets.ts'
import type { Registry } from '../store/registry.ts'
import type { DeskTrust } from '../trust/desk-trust.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import type { Dialogs } from './dialogs.ts'

/** Hands on simulated hardware; the demo has it, a real station does not. */
export interface SimulatorControls {
  state(): SimulatorState
  act(act: SimulatorAct): void
  onChange(listener: () => void): void
}

/** The stations that can take the place of the one a window shows. */
export interface Successors {
  tryDemo(): void
  /** One with the connection of this file, if it holds one; else throws what is wrong with it. */
  connect(file: string): Promise<void>
}

/** Everything a station takes from outside. No container, no singleton. */
export interface StationEdges {
  readonly keys: KeySource
  readonly provider: AttendedProvider | null
  readonly connection: ConnectionState
  readonly registry: Registry
  /** Where the station keeps what is its own; null where nothing is kept. */
  readonly folder: string | null
  /** What window and terminal both open; a demo has none. */
  readonly stationKey?: StationSecrets
  readonly trust: DeskTrust
  readonly trustStore: TrustStore
  /** Over when the window stands and has settled: what can wait begins then. A terminal has none. */
  readonly settled?: Promise<void>
  /** Of the window; a terminal has none. */
  readonly dialogs: Dialogs | null
  readonly randomBytes: (length: number) => Uint8Array
  readonly operator: string
  readonly stationName: string
  readonly simulator: SimulatorControls | null
  /** A window's; nothing takes the place of a terminal's station or of the demo. */
  readonly successors: Successors | null
  /** Told of faults nobody foresaw, for a log: never a message, never a value. */
  readonly onDefect: (defect: string) => void
  /** Lets go of what was opened for this station, after its last run. */
  readonly release: () => Promise<void>
}
