import type { PageRequest } from '../pages.ts'
import type { Instruction, Label, Sentence, Word } from './roles.ts'

/** The words of the long tables, of the panel beside them, and of what is printed. */
export interface TableWords {
  readonly tables: {
    readonly issuances: OneTable
    readonly keys: OneTable
    readonly people: OneTable
    readonly states: Label
    readonly sort: Label
    readonly sorts: { readonly [S in PageRequest['sort']]: Label }
    readonly count: { readonly one: Word; readonly several: Word }
    readonly columns: {
      readonly serial: Label
      readonly model: Label
      readonly firmware: Label
      readonly lastSeen: Label
      readonly login: Label
      readonly standing: Label
    }
  }
  readonly panel: {
    readonly close: Label
    readonly actions: Label
    readonly more: Label
    readonly onKey: Label
    readonly firstSeen: Label
    readonly line: { readonly title: string }
    readonly history: { readonly title: string }
    readonly noHistory: Sentence
    readonly ofKey: { readonly title: string }
    readonly ofPerson: { readonly title: string }
    readonly noIssuances: Sentence
    /** Where what a key showed was saved. */
    readonly attestation: Instruction
    readonly by: Label
  }
  /** What the journal calls a fact, and what a person calls it. */
  readonly facts: { readonly [F in FactName]: Label }
  readonly palette: Instruction & { readonly field: Label; readonly nothing: Sentence }
  readonly resetPin: Instruction & { readonly known: Choice; readonly forgotten: Choice }
  readonly papers: PaperWords
}

interface OneTable {
  readonly title: string
  readonly label: string
  readonly placeholder: Label
  readonly empty: Instruction
}

interface Choice {
  readonly label: string
  readonly detail: string
}

/** The facts of the journal that the window has words for; others are shown as they are. */
export type FactName =
  | 'run-started'
  | 'run-done'
  | 'run-failed'
  | 'run-cancelled'
  | 'key-read'
  | 'key-erased'
  | 'key-identified'
  | 'key-disowned'
  | 'key-doubted'
  | 'blank-not-proven'
  | 'key-configured'
  | 'pin-set'
  | 'pin-changed'
  | 'pin-revealed'
  | 'pin-handed-over'
  | 'factor-enrolled'
  | 'factor-deleted'
  | 'credential-created'
  | 'credential-registered'
  | 'credential-proven'
  | 'attestation-held'
  | 'attestation-exported'
  | 'person-created'
  | 'person-suspended'
  | 'person-unsuspended'
  | 'group-joined'
  | 'group-left'
  | 'attribute-set'
  | 'issuance-activated'
  | 'issuance-inactivated'
  | 'issuance-reactivated'
  | 'issuance-revoked'
  | 'issuance-expired'
  | 'issuance-settled'
  | 'claim-lifted'
  | 'template-saved'
  | 'template-retired'
  | 'roots-added'
  | 'metadata-roots-added'
  | 'metadata-imported'
  | 'proposal-dismissed'
  | 'connection-changed'
  | 'journal-exported'
  | 'checkpoints-moved'
  | 'registry-copied'
  | 'terminal-allowed'
  | 'terminal-dismissed'
  | 'recovery-key-made'
  | 'registry-restored'
  | 'registry-joined'
  | 'paper-saved'

interface PaperWords {
  readonly letter: Instruction & {
    readonly greeting: Sentence
    readonly intro: Sentence
    readonly pin: Label
    readonly steps: {
      readonly first: Sentence
      readonly second: Sentence
      readonly third: Sentence
    }
    readonly secrecy: Sentence
    readonly lost: Sentence
    readonly file: Sentence
  }
  readonly label: Instruction & { readonly issued: Label }
  readonly preview: Sentence
  readonly saved: Sentence
}
