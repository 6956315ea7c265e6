import type { BackupFault, WriteFault, Missing, RegistryFault, TrustFault } from '../failure.ts'
import type { Instruction, Sentence } from './roles.ts'

/** What exactly is wrong, where one failure has several reasons. */
export interface FaultWords {
  readonly faults: {
    readonly file: { readonly [F in WriteFault]: Sentence }
    readonly backup: { readonly [B in BackupFault]: Sentence }
    readonly registry: { readonly [R in Exclude<RegistryFault, 'other'>]: Instruction }
    /** A connection file that is no object at all. */
    readonly noConnection: Sentence
    readonly missing: { readonly [M in Missing]: Sentence }
    readonly trust: { readonly [T in TrustFault]: Sentence }
  }
}
