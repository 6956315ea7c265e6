import type { AuditFault, SelfCheckName } from '../housekeeping.ts'
import type { ReadinessState } from '../readiness.ts'
import type { Instruction, Label, Sentence, Word } from './roles.ts'

/** Where the station itself is looked after. */
export type UpkeepPlaceName = 'audit' | 'templates' | 'connection' | 'self-check' | 'settings'

/** What somebody did that is no procedure with a key. */
export type OtherProcedure = 'hand-over-pin' | 'provider-event' | 'recovery' | 'export' | 'settings'

/** The words of the screens on which the station itself is looked after. */
export interface UpkeepWords {
  readonly places: { readonly [P in UpkeepPlaceName]: Label }
  readonly checkStates: { readonly [S in ReadinessState]: Word }
  readonly audit: AuditWords
  readonly selfCheck: SelfCheckWords
  readonly access: { readonly [P in AccessPlatform]: AccessWords }
  readonly settings: SettingsWords
}

interface AuditWords {
  readonly title: string
  readonly detail: string
  readonly search: { readonly label: string; readonly placeholder: Label }
  readonly procedure: Label
  readonly everything: Label
  readonly otherProcedures: { readonly [P in OtherProcedure]: Label }
  readonly columns: {
    readonly what: Label
    readonly person: Label
    readonly key: Label
    readonly operator: Label
    readonly outcome: Label
  }
  readonly done: Word
  readonly stopped: Word
  readonly empty: Instruction
  readonly verifying: Word
  readonly intact: Instruction & { readonly setBack: Sentence }
  readonly broken: {
    readonly title: string
    readonly faults: { readonly [F in AuditFault]: Sentence }
    readonly advice: Sentence
  }
  readonly exported: Instruction
  readonly entry: Label
  readonly issuance: { readonly title: string }
}

interface SelfCheckWords {
  readonly title: string
  readonly detail: string
  readonly checking: Word
  readonly fine: Instruction
  readonly notFine: Instruction
  readonly items: { readonly [N in SelfCheckName]: { label: string; detail: string } }
  readonly noKey: Sentence
  readonly oneKey: Sentence
  readonly journalBroken: Sentence
  readonly trustUnreadable: Sentence
  readonly trustOverdue: Sentence
  readonly manyUnreadable: Sentence
}

/** The platforms that have a cure of their own when a key cannot be opened. */
export type AccessPlatform = 'linux' | 'win32' | 'darwin' | 'other'

/** What lets this computer open a key. */
export interface AccessWords {
  readonly title: string
  readonly detail: string
  readonly steps: { readonly first: Sentence; readonly second: Sentence }
}

interface SettingsWords {
  readonly title: string
  readonly detail: string
  readonly language: { readonly title: string; readonly detail: string }
  readonly languages: { readonly en: Label; readonly de: Label }
  readonly look: { readonly title: string; readonly detail: string }
  readonly looks: { readonly system: Label; readonly light: Label; readonly dark: Label }
  readonly trust: {
    readonly title: string
    readonly detail: string
    readonly roots: { readonly title: string }
    readonly noRoots: Sentence
    readonly validTo: Label
    readonly metadata: { readonly title: string }
    readonly signers: Sentence
    readonly noMetadata: Sentence
    readonly models: Label
    readonly number: Label
    readonly age: Label
    readonly today: Word
    readonly oneDay: Word
    readonly days: Word
    readonly nextUpdate: Label
    readonly overdue: Instruction
    readonly unreadable: { readonly title: string }
    readonly address: Label & { readonly hint: Sentence; readonly notHttps: Sentence }
    readonly fetch: Label
  }
  readonly backup: Instruction & { readonly done: Instruction; readonly working: Word }
  readonly terminal: Instruction & {
    readonly allowed: Sentence
    readonly notAllowed: Sentence
    readonly only: Sentence
  }
  readonly recovery: Instruction & { readonly done: Instruction }
}
