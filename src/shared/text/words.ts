import type {
  FailureCode,
  FileFault,
  KeyCapability,
  KeyState,
  PolicyDemand,
  RowTable,
} from '../failure.ts'
import type { Act, IssuanceState, PersonStatus, Proposal, ProviderEventKind } from '../records.ts'
import type { PhysicalAct, StepName, StepState } from '../run.ts'
import type { HandOverGate } from '../template.ts'
import type { ConnectWords } from './connect-words.ts'
import type { FaultWords } from './fault-words.ts'
import type { LifeWords } from './life-words.ts'
import type { RemedyName } from './remedy-name.ts'
import type { Instruction, Label, Sentence, Word } from './roles.ts'
import type { TableWords } from './table-words.ts'
import type { TemplateFormWords } from './template-form-words.ts'
import type { TemplateWords } from './template-words.ts'
import type { UpkeepWords } from './upkeep-words.ts'

export type Language = 'en' | 'de'

/** What the operator can command; see commands.ts. */
export type CommandName =
  | 'find-person'
  | 'find-row'
  | 'palette'
  | 'go-desk'
  | 'go-issuances'
  | 'go-keys'
  | 'go-people'
  | 'go-audit'
  | 'go-templates'
  | 'go-connection'
  | 'go-self-check'
  | 'go-settings'
  | 'verify-journal'
  | 'export-table'
  | 'export-lines'
  | 'check-station'
  | 'check-connection'
  | 'edit-template'
  | 'copy-template'
  | 'retire-template'
  | 'save-template'
  | 'stop-editing'
  | 'back-up'
  | 'allow-terminal'
  | 'dismiss-terminal'
  | 'save-recovery-key'
  | 'add-roots'
  | 'add-metadata-roots'
  | 'import-metadata'
  | 'close-panel'
  | 'issue-to-person'
  | 'whose-key'
  | 'set-pin'
  | 'reset-pin'
  | 'erase-inserted'
  | 'print-letter'
  | 'save-attestation'
  | 'print-label'
  | 'print'
  | 'save-pdf'
  | 'start'
  | 'back'
  | 'cancel'
  | 'give-its-pin'
  | 'none-of-these'
  | 'nobody-knows'
  | 'keep-key'
  | 'erase-key'
  | 'keep-as-is'
  | 'confirm-change'
  | 'send-pin'
  | 'show-pin'
  | 'hide-pin'
  | 'hand-over'
  | 'next-person'
  | 'close'
  | 'activate'
  | 'read-credentials'
  | 'start-again'
  | 'to-desk'
  | 'details'
  | 'copy-code'
  | 'try-demo'
  | 'choose-connection'
  | 'simulate-touch'
  | 'simulate-slot'
  | 'touch-by-hand'
  | 'language'
  | 'help'

export interface Words extends LifeWords, TableWords, UpkeepWords, ConnectWords, FaultWords {
  readonly language: Language
  readonly shell: ShellWords
  readonly desk: HomeWords
  readonly first: FirstWords
  readonly issue: IssueWords
  readonly run: ProcedureWords
  readonly ask: AskWords
  readonly done: DoneWords
  readonly failed: FailedWords
  readonly notices: NoticeWords
  readonly simulator: SimulatorWords
  readonly commands: { readonly [C in CommandName]: Label }
  readonly steps: { readonly [S in StepName]: StepWords }
  readonly stepStates: { readonly [S in StepState]: Word }
  readonly acts: { readonly [A in ActName]: Instruction }
  readonly failures: { readonly [C in FailureCode]: Instruction }
  readonly remedies: { readonly [R in RemedyName]: Sentence }
  readonly fileFaults: { readonly [F in FileFault]: Sentence }
  /** What a row of the register is about. */
  readonly rowKinds: { readonly [T in RowTable]: Word }
  readonly capabilities: { readonly [C in KeyCapability]: Word }
  readonly keyStates: { readonly [K in KeyState]: KeyStateWords }
  readonly personStatus: { readonly [P in PersonStatus]: { word: string; detail: string } }
  readonly issuanceStates: { readonly [I in IssuanceState]: Word }
  /** What can be done with an issuance that stands so. */
  readonly issuanceWays: { readonly [I in IssuanceState]: Sentence }
  readonly providerEvents: { readonly [E in ProviderEventKind]: Sentence }
  readonly proposals: { readonly [P in Proposal['proposal']]: Label }
  readonly unfinishedActs: { readonly [A in Act]: Sentence }
  readonly template: TemplateWords
  readonly templateForm: TemplateFormWords
}

/** The words of the frame and of what is done before a run. */
export type DeskWords = Pick<
  Words,
  | 'shell'
  | 'desk'
  | 'first'
  | 'issue'
  | 'notices'
  | 'simulator'
  | 'commands'
  | 'personStatus'
  | 'issuanceStates'
  | 'issuanceWays'
  | 'providerEvents'
  | 'proposals'
>

/** Everything that is said of a failure. */
export type TroubleWords = Pick<Words, 'failures' | 'remedies' | 'faults'>

/** The words of a run, from its steps to its end. */
export type RunWords = Pick<
  Words,
  | 'run'
  | 'steps'
  | 'stepStates'
  | 'acts'
  | 'ask'
  | 'done'
  | 'failed'
  | 'fileFaults'
  | 'rowKinds'
  | 'capabilities'
  | 'keyStates'
  | 'unfinishedActs'
>

/** Touching has two reasons, holding is a third act. */
export type ActName = Exclude<PhysicalAct['act'], 'touch-key'> | TouchName
type TouchName = 'touch-to-erase' | 'touch-to-create' | 'touch-to-prove' | 'hold-to-erase'

export interface StepWords {
  /** On the rail. */
  readonly label: string
  /** While the station works at it. */
  readonly title: string
  /** Why it cannot be stopped here. */
  readonly stay: Sentence
}

export interface KeyStateWords {
  /** What the key holds now. */
  readonly detail: string
  /** What that means for the person. */
  readonly person: Sentence
}

interface ShellWords {
  /** In a dialog of the system, before there is a window. */
  readonly cannotStart: Label
  readonly staysAsItWas: Label
  readonly navigation: Label
  readonly desk: Label
  readonly connectedTo: Label
  /** The connection could not be sealed. */
  readonly connectedOnce: Label
  /** Rows of the register were left out. */
  readonly unreadable: Sentence
  readonly help: { readonly title: string; readonly detail: string; readonly close: Label }
  readonly keys: {
    readonly control: Label
    readonly alt: Label
    readonly escape: Label
    readonly enter: Label
  }
}

interface HomeWords {
  readonly title: string
  readonly search: Label & { readonly placeholder: Label }
  readonly results: Label
  readonly searching: Word
  readonly holds: { readonly one: Word; readonly several: Word }
  readonly nobody: Instruction
  readonly slot: Label
  readonly noKey: Instruction
  readonly oneKey: Sentence
  readonly severalKeys: Instruction
  readonly unfinished: { readonly title: string }
  readonly changes: { readonly title: string; readonly leave: Label; readonly somebody: Label }
  readonly recent: { readonly title: string; readonly detail: string }
  readonly columns: {
    readonly person: Label
    readonly key: Label
    readonly state: Label
    readonly time: Label
  }
  readonly pinWaiting: Label
  readonly unknownKey: Word
}

interface FirstWords {
  readonly title: string
  readonly detail: string
  readonly missing: Label
  readonly connection: Instruction
  readonly key: Instruction
  readonly keyPresent: Instruction
  readonly demo: Instruction
  readonly connect: Instruction
}

interface IssueWords {
  readonly title: string
  readonly template: Label
}

interface ProcedureWords {
  readonly rail: Label
  readonly seconds: Word
  readonly cancelled: Instruction
  /** One certain key has to be inserted. */
  readonly insertThis: Instruction
}

interface AskWords {
  readonly erase: Instruction & {
    readonly holder: Sentence
    /** Instead of the detail, for a key without a PIN. */
    readonly blank: Sentence
    readonly credentials: Sentence
    readonly field: Label
    /** What has to be typed; compared without regard to case. */
    readonly confirmation: Word
    readonly mismatch: Sentence
  }
  readonly pin: Instruction & {
    readonly lookAway: Sentence
    readonly field: Label
    readonly repeat: Label
    readonly rules: {
      readonly length: Label
      readonly bytes: Label
      readonly text: Label
      readonly same: Label
    }
    readonly met: Word
    readonly unmet: Word
    readonly notYet: Sentence
  }
  readonly identify: Instruction & { readonly candidates: { readonly title: string } }
  readonly enterPin: Instruction & {
    readonly field: Label
    readonly empty: Sentence
  }
}

interface DoneWords {
  readonly title: string
  readonly detail: string
  readonly handOver: { readonly title: string }
  readonly giveKey: Instruction
  readonly givePin: Instruction
  readonly ownPin: Instruction
  readonly withPin: Sentence
  /** Issued, but nobody can sign in with it yet. */
  readonly waiting: Instruction
  /** What it waits for, by the gate of its template. */
  readonly gates: { readonly [G in HandOverGate['gate']]: Sentence }
  readonly others: Sentence
  readonly pinShown: Instruction
  readonly pinGone: Sentence
  readonly facts: {
    readonly provider: Label
    readonly site: Label
    readonly authenticator: Label
    readonly factor: Label
    readonly credential: Label
    readonly model: Label
    readonly serial: Label
    readonly issuance: Label
  }
}

interface FailedWords {
  readonly person: Label
  readonly key: Label
  readonly remedies: { readonly title: string }
  readonly somebody: Label
  readonly code: Label
  readonly step: Label
  readonly request: Label
  readonly reason: Label
  readonly attempts: { readonly one: Sentence; readonly several: Sentence }
  readonly policy: Sentence
  /** From when on a provider that was asked too often answers again. */
  readonly again: Sentence
  /** What the provider tells of the key somebody has already. */
  readonly held: { readonly named: Sentence; readonly since: Sentence }
  readonly demands: { readonly [D in PolicyDemand]: Sentence }
}

interface NoticeWords {
  readonly 'typed-by-key': Sentence
  readonly 'typing-ignored': Sentence
  readonly copied: Sentence
}

interface SimulatorWords {
  readonly badge: Word
  readonly notice: Sentence
  readonly touchByHand: Label
  readonly controls: Label
}
