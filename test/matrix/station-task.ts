import type { KeyDevice } from '../../src/ctap2/index.ts'
import type { Order } from '../../src/shared/run.ts'
import type { Connection } from '../../src/simulator/okta/connection.ts'
import type { Hands } from './drive.ts'

/** What a station process is told, as JSON in its last argument. */
export interface StationTask {
  /** Holds the registry and the key file that seals its secrets. */
  readonly directory: string
  readonly connection: Connection
  /** The key in the slot and the UDP port it answers at; null for an empty slot. */
  readonly slot: (Omit<KeyDevice, 'path'> & { readonly port: number }) | null
  readonly order: Order
  readonly hands: Hands
  /** The point it dies at, the first being 1; 0 to live and tell of every point. */
  readonly dieAt: number
}
