import type { KeySource } from '../ctap2/index.ts'
import type { Provider } from './idp.ts'
import type { Registry } from './store/registry.ts'

/** What a procedure works with: the slot, the provider, the registry, time, chance, and who is at work. */
export interface Desk {
  readonly keys: KeySource
  readonly provider: Provider
  readonly registry: Registry
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly operator: string
  readonly station: string
}
