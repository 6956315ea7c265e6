import type { OnKey, Procedure } from '../records.ts'
import type { ChangedOutcome, Question, RunRemark } from '../run.ts'
import type { InactiveMeans } from '../template.ts'
import type { RemarkWords } from './remark-words.ts'
import type { Instruction, Label, Sentence, Word } from './roles.ts'

/** The words of everything that is done with a key after it was issued. */
export interface LifeWords extends RemarkWords {
  readonly procedures: { readonly [P in Procedure]: ProcedureNames }
  readonly changed: { readonly [C in ChangedOutcome['change']]: Instruction }
  readonly confirm: { readonly [C in Change]: ConfirmWords }
  readonly inactive: { readonly [M in InactiveMeans['means']]: MeansWords }
  readonly onKey: { readonly [O in OnKey]: OnKeyWords }
  readonly report: ReportWords
  /** What a person should know of a run besides how it ended. */
  readonly runRemarks: { readonly [R in RunRemark]: Sentence }
}

/** What is asked about before it is done to an issuance. */
export type Change = Extract<Question, { readonly kind: 'confirm-change' }>['change']

/** A procedure as a button, and as the heading of its run. */
interface ProcedureNames {
  readonly label: string
  readonly title: string
}

interface ConfirmWords extends Instruction {
  readonly confirm: Label
  readonly keep: Label
  /** What has to be typed first; null where a deliberate press is enough. */
  readonly typed: { readonly field: Label; readonly confirmation: Word } | null
}

/** How a key is made inactive, and how it comes back. */
interface MeansWords {
  readonly inactivate: Sentence
  readonly reactivate: Sentence
}

interface OnKeyWords {
  readonly word: string
  readonly detail: string
}

interface ReportWords {
  readonly holder: Instruction
  readonly nobody: Instruction
  /** The key does not tell, and its PIN would make it. */
  readonly untold: Instruction
  /** The key does not tell at all. */
  readonly silent: Instruction
  readonly model: Label
  readonly firmware: Label
  readonly serial: Label
  readonly pin: Label
  readonly pinSet: Word
  readonly pinNone: Word
  readonly attempts: Label
  readonly mustChange: Sentence
  readonly minimum: Label
  readonly room: Label
  readonly unknown: Word
  readonly credentials: { readonly title: string; readonly detail: string }
  readonly ours: Word
  readonly noCredentials: Sentence
  readonly now: { readonly title: string }
  readonly possible: { readonly title: string }
  readonly before: { readonly title: string }
}
