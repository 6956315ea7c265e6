import type { ReadinessState } from '../readiness.ts'
import type { Change } from './life-words.ts'
import type { Instruction, Label, Sentence, Word } from './roles.ts'
import type { RemedyName } from './remedy-name.ts'

/** What is wrong with a command line. */
export type UsageFault =
  | 'no-command'
  | 'too-many-words'
  | 'no-option'
  | 'needs-value'
  | 'takes-no-value'
  | 'language'
  | 'format'
  | 'separator'
  | 'separator-without-csv'
  | 'attestation-out'
  | 'not-a-proxy'
  | 'no-authorities'
  | 'number'
  | 'wait-too-long'
  | 'key-address'
  | 'too-long'
  | 'no-email'
  | 'empty-name'
  | 'person-needed'
  | 'new-person'
  | 'issuance-needed'
  | 'pin-out-needed'
  | 'several-issuances'
  | 'connection-or-demo'
  | 'data-is-memory'
  | 'data-is-no-folder'
  | 'two-pin-files'
  | 'pin-is-made'
  | 'pin-is-typed'
  | 'no-file'
  | 'is-folder'
  | 'unreadable'
  | 'file-exists'
  | 'not-writable'
  | 'no-registry'
  | 'same-folder'
  | 'no-template'
  | 'no-json'
  | 'template-wrong'
  | 'word-needed'
  | 'file-needed'
  | 'folder-needed'
  | 'no-folder'
  | 'reason-needed'
  | 'one-of'

/** Remedies that lead to another part of the window, or that an option is for, have other words here. */
export type TerminalRemedy = Extract<
  RemedyName,
  | 'start-again'
  | 'insert-and-start-again'
  | 'choose-another-person'
  | 'choose-erasing-template'
  | 'reinsert-to-erase'
  | 'allow-erasing'
  | 'say-which-key'
  | 'erase-blocked-key'
  | 'connect-provider'
  | 'mend-connection-file'
  | 'name-at-proxy'
  | 'check-proxy'
  | 'ask-network'
  | 'ask-administrator'
  | 'finish-other-run'
  | 'report-code'
  | 'change-pin-first'
  | 'issue-as-new'
  | 'choose-another-template'
  | 'look-at-issuance'
  | 'unlock-key-store'
  | 'bring-both-files'
  | 'restore-backup'
  | 'verify-journal'
  | 'choose-another-backup'
  | 'restore-part'
  | 'restore-with-recovery-key'
>

/** What `station help` has a line for: commands, then options. */
export type HelpName =
  | 'issue'
  | 'set-pin'
  | 'activate'
  | 'inactivate'
  | 'reactivate'
  | 'revoke'
  | 'reset-pin'
  | 'replace'
  | 'whose'
  | 'erase'
  | 'unfinished'
  | 'hand-over'
  | 'keys'
  | 'check'
  | 'issuances'
  | 'readiness'
  | 'events'
  | 'templates'
  | 'trust'
  | 'audit-list'
  | 'audit-verify'
  | 'audit-export'
  | 'audit-checkpoints'
  | 'backup'
  | 'recovery-key'
  | 'restore'
  | 'join'
  | 'key'
  | 'connection'
  | 'demo'
  | 'demo-okta'
  | 'on-key'
  | 'pin-file'
  | 'current-pin-file'
  | 'pin-out'
  | 'template'
  | 'erase-option'
  | 'yes'
  | 'new-person'
  | 'wait'
  | 'data'
  | 'language'
  | 'json'

/** The words that only the terminal has; everything else it says is in Words. */
export interface TerminalWords {
  readonly usage: { readonly [U in UsageFault]: Sentence }
  /** After each of them. */
  readonly seeHelp: Sentence
  readonly help: {
    readonly title: string
    readonly procedures: Label
    readonly which: Sentence
    readonly looking: Label
    readonly keeping: Label
    readonly edges: Label
    readonly pins: Label
    readonly more: Label
    readonly networks: Sentence
    readonly exit: Sentence
    readonly rows: { readonly [H in HelpName]: Label }
  }
  readonly failures: {
    readonly [F in 'secrets-unavailable' | 'input-invalid']: Instruction
  }
  readonly remedies: { readonly [R in TerminalRemedy]: Sentence }
  readonly code: Label
  readonly outputLost: Sentence
  readonly prompts: {
    readonly currentPin: Label
    readonly newPin: Label
    readonly newPinAgain: Label
    readonly notSame: Sentence
    readonly serial: Label
    readonly which: Label
    readonly whichOrPin: Label
    readonly erase: Label
    readonly change: Label
    /** What is typed to confirm it. */
    readonly confirmation: { readonly [C in Change]: Word }
  }
  readonly issued: {
    readonly to: Sentence
    readonly organization: Label
    readonly others: Label
    readonly pinFile: Label
    readonly pinGone: Label
    readonly pinSealed: Label
    readonly waits: Sentence
  }
  readonly labels: {
    readonly key: Label
    readonly pin: Label
    readonly product: Label
    readonly now: Label
    readonly before: Label
    readonly perhaps: Label
    readonly remark: Label
    readonly holds: Label
    readonly pinMustChange: Word
  }
  readonly notes: {
    readonly simulated: Sentence
    readonly signIn: Sentence
    readonly cannotStop: Sentence
    readonly noKey: Sentence
    readonly noneUnfinished: Sentence
    readonly noIssuances: Sentence
    readonly noneIssued: Sentence
    readonly more: Sentence
    readonly nothingHappened: Sentence
    readonly decided: Sentence
    readonly nothingTrusted: Sentence
    readonly retired: Sentence
    readonly handedOver: Sentence
    readonly copied: Sentence
    readonly recoveryKey: Sentence
    readonly keyFile: Sentence
    readonly restored: Sentence
    readonly keptBefore: Sentence
    readonly exported: Sentence
    readonly attestation: Sentence
    readonly simulatedFactor: Sentence
    readonly papers: Sentence
    readonly twoStations: Sentence
    readonly joined: Sentence
    readonly joinedArchive: Sentence
    readonly joinedAside: Sentence
  }
  readonly audit: {
    readonly by: Label
    readonly intact: Sentence
    readonly entry: Sentence
    readonly tail: Sentence
    readonly head: Sentence
    readonly unsigned: Sentence
    readonly key: Sentence
    readonly older: Sentence
    readonly setBack: Sentence
    readonly compared: Sentence
    readonly noneCompared: Sentence
    readonly takenBack: Sentence
    readonly restoredAt: Sentence
    readonly notSigned: Sentence
    readonly checkpoints: Sentence
  }
  readonly restore: {
    readonly another: Sentence
    readonly until: Sentence
    readonly takesBack: Sentence
    readonly lost: Label
    readonly confirmation: Word
  }
  readonly join: {
    readonly plan: Sentence
    readonly confirmation: Word
  }
  readonly readiness: {
    readonly marks: { readonly [S in ReadinessState]: Word }
    readonly inOkta: Label
  }
  readonly trust: {
    readonly root: Label
    readonly metadataRoot: Label
    readonly metadata: Label
    readonly overdue: Word
    readonly problem: Word
  }
  readonly templateVersion: Label
}
