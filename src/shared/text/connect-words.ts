import type { Instruction, Label, Sentence, Word } from './roles.ts'

/** The three checks of the connection. */
export type CheckName = 'sign-in' | 'api' | 'readiness'

/** The steps of setting a connection up, in order; the first six are clicked in Okta's console. */
export type SetUpStep = 'app' | 'key' | 'proof' | 'scopes' | 'role' | 'file' | 'import'

/** The words of the connection: how it stands, its checks, and how it is set up. */
export interface ConnectWords {
  readonly connection: {
    readonly title: string
    readonly detail: string
    readonly connected: Instruction
    readonly once: Instruction
    readonly simulated: Instruction
    readonly none: Instruction
    readonly person: Label & { readonly hint: Sentence }
    readonly checks: { readonly [C in CheckName]: Instruction }
    readonly checking: Word
    readonly notYet: Sentence
    readonly allFine: Word
    readonly oneOpen: Word
    readonly someOpen: Word
    readonly inOkta: Label
  }
  readonly setUp: Instruction & {
    readonly steps: { readonly [S in SetUpStep]: Instruction }
    readonly scopes: {
      readonly users: Label
      readonly groups: Label
      readonly logs: Label
      readonly report: Label
    }
    readonly roles: {
      readonly find: Label
      readonly keys: Label
      readonly people: Label
      readonly suspend: Label
      readonly groups: Label
    }
    readonly more: Sentence
    readonly scope: Label
    readonly permission: Label
    readonly purpose: Label
  }
}
