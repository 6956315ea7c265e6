import type { KeySource } from '../../ctap2/index.ts'
import type { Provider } from '../provider/provider.ts'
import type { DeskTrust } from '../trust/desk-trust.ts'
import type { Workplace } from './facts.ts'

/** What a procedure works with: a workplace with slots for keys and a way to the provider. */
export interface Desk extends Workplace {
  readonly keys: KeySource
  readonly provider: Provider
  /** What is made of attestations. */
  readonly trust: DeskTrust
  readonly randomBytes: (length: number) => Uint8Array
  /** Told of faults nobody foresaw, for a log: never a message, never a value. */
  readonly onDefect: (defect: string) => void
}
