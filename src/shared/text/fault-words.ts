import type { BackupFault, FileFault, Missing, RegistryFault, TrustFault } from '../failure.ts'
import type { Instruction, Sentence } from './roles.ts'

/** Entries of a connection file that stand for a whole file. */
export type ConnectionPart = 'file' | 'auth.privateKeyFile'

/** What exactly is wrong, where one failure has several reasons. */
export interface FaultWords {
  readonly faults: {
    readonly file: { readonly [F in FileFault]: Sentence }
    readonly backup: { readonly [B in BackupFault]: Sentence }
    readonly registry: { readonly [R in Exclude<RegistryFault, 'other'>]: Instruction }
    readonly connection: { readonly [C in ConnectionPart]: Sentence }
    readonly missing: { readonly [M in Missing]: Sentence }
    readonly trust: { readonly [T in TrustFault]: Sentence }
  }
}
