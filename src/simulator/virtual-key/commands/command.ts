import type { Authenticator, Transaction } from '../authenticator.ts'
import type { CborMap } from '../cbor/value.ts'

/** What one command is handed. */
export interface Invocation {
  readonly parameters: CborMap
  readonly transaction: Transaction
}

/** One authenticator command: its answer's members, or undefined for a bare success. */
export type Command = (
  key: Authenticator,
  invocation: Invocation,
) => CborMap | undefined | Promise<CborMap | undefined>
