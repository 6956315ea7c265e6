import type { FailureCode, KeyCapability, KeyState } from '../failure.ts'
import type { Act, IssuanceState, PersonStatus, Proposal, ProviderEventKind } from '../records.ts'
import type { PhysicalAct, StepName, StepState } from '../run.ts'

export type Language = 'en' | 'de'

/**
 * Roles, by the key's name, as test/shared/text checks them: `title` is a heading, `label` a
 * button or a name, `word` one state, all without a full stop; `detail` is whole sentences.
 * `{name}` is filled in.
 */
export interface Instruction {
  readonly title: string
  readonly detail: string
}

/** One thing a person can do about a failure; see remedies.ts. */
export type RemedyName =
  | 'start-again'
  | 'insert-and-start-again'
  | 'leave-one-key'
  | 'insert-same-key'
  | 'take-another-key'
  | 'choose-another-person'
  | 'ask-directory'
  | 'remove-old-factors'
  | 'allow-access'
  | 'close-other-program'
  | 'reinsert-key'
  | 'choose-erasing-template'
  | 'touch-sooner'
  | 'choose-another-pin'
  | 'erase-blocked-key'
  | 'connect-provider'
  | 'mend-connection-file'
  | 'check-network'
  | 'check-sign-in'
  | 'grant-permission'
  | 'ask-administrator'
  | 'wait-a-minute'
  | 'wait-for-provider'
  | 'set-clock'
  | 'finish-other-run'
  | 'unlock-key-store'
  | 'make-registry-writable'
  | 'report-code'

/** What the operator can command; see commands.ts. */
export type CommandName =
  | 'find-person'
  | 'start'
  | 'back'
  | 'cancel'
  | 'keep-key'
  | 'erase-key'
  | 'send-pin'
  | 'show-pin'
  | 'hide-pin'
  | 'hand-over'
  | 'next-person'
  | 'start-again'
  | 'to-desk'
  | 'details'
  | 'copy-code'
  | 'try-demo'
  | 'simulate-touch'
  | 'simulate-slot'
  | 'touch-by-hand'
  | 'language'
  | 'help'

export interface Words {
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
  readonly commands: { readonly [C in CommandName]: { readonly label: string } }
  readonly steps: { readonly [S in StepName]: StepWords }
  readonly stepStates: { readonly [S in StepState]: { readonly word: string } }
  readonly acts: { readonly [A in ActName]: Instruction }
  readonly failures: { readonly [C in FailureCode]: Instruction }
  readonly remedies: { readonly [R in RemedyName]: { readonly detail: string } }
  readonly capabilities: { readonly [C in KeyCapability]: { readonly word: string } }
  readonly keyStates: { readonly [K in KeyState]: KeyStateWords }
  readonly personStatus: { readonly [P in PersonStatus]: { word: string; detail: string } }
  readonly issuanceStates: { readonly [I in IssuanceState]: { readonly word: string } }
  readonly providerEvents: { readonly [E in ProviderEventKind]: { readonly detail: string } }
  readonly proposals: { readonly [P in Proposal['proposal']]: Label }
  readonly unfinishedActs: { readonly [A in Act]: { readonly detail: string } }
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
  | 'providerEvents'
  | 'proposals'
>

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
  readonly stay: { readonly detail: string }
}

export interface KeyStateWords {
  /** What the key holds now. */
  readonly detail: string
  /** What that means for the person. */
  readonly person: { readonly detail: string }
}

interface ShellWords {
  readonly navigation: { readonly label: string }
  readonly desk: { readonly label: string }
  readonly connectedTo: { readonly label: string }
  /** The connection could not be sealed. */
  readonly connectedOnce: { readonly label: string }
  readonly help: { readonly title: string; readonly detail: string; readonly close: Label }
  readonly keys: {
    readonly control: Label
    readonly alt: Label
    readonly escape: Label
    readonly enter: Label
  }
}

interface Label {
  readonly label: string
}

interface HomeWords {
  readonly title: string
  readonly search: Label & { readonly placeholder: Label }
  readonly results: Label
  readonly searching: { readonly word: string }
  readonly nobody: Instruction
  readonly slot: Label
  readonly noKey: Instruction
  readonly oneKey: { readonly detail: string }
  readonly severalKeys: Instruction
  readonly unfinished: { readonly title: string }
  readonly changes: { readonly title: string; readonly leave: Label }
  readonly recent: { readonly title: string; readonly detail: string }
  readonly columns: {
    readonly person: Label
    readonly key: Label
    readonly state: Label
    readonly time: Label
  }
  readonly pinWaiting: Label
  readonly unknownKey: { readonly word: string }
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
  readonly randomDigits: { readonly detail: string }
  readonly typed: { readonly detail: string }
  readonly eraseWhenNotBlank: { readonly detail: string }
  readonly eraseNever: { readonly detail: string }
}

interface ProcedureWords {
  readonly rail: Label
  readonly forPerson: Label
  readonly seconds: { readonly word: string }
  readonly cancelled: Instruction
}

interface AskWords {
  readonly erase: Instruction & {
    readonly holder: { readonly detail: string }
    readonly field: Label
    /** What has to be typed; compared without regard to case. */
    readonly confirmation: { readonly word: string }
    readonly mismatch: { readonly detail: string }
  }
  readonly pin: Instruction & {
    readonly lookAway: { readonly detail: string }
    readonly field: Label
    readonly repeat: Label
    readonly rules: {
      readonly length: Label
      readonly bytes: Label
      readonly text: Label
      readonly same: Label
    }
    readonly met: { readonly word: string }
    readonly unmet: { readonly word: string }
    readonly notYet: { readonly detail: string }
  }
}

interface DoneWords {
  readonly title: string
  readonly detail: string
  readonly handOver: { readonly title: string }
  readonly giveKey: Instruction
  readonly givePin: Instruction
  readonly ownPin: Instruction
  readonly withPin: { readonly detail: string }
  readonly pinShown: Instruction
  readonly pinGone: { readonly detail: string }
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
  readonly attempts: { readonly one: { detail: string }; readonly several: { detail: string } }
}

interface NoticeWords {
  readonly 'typed-by-key': { readonly detail: string }
  readonly 'typing-ignored': { readonly detail: string }
  readonly copied: { readonly detail: string }
}

interface SimulatorWords {
  readonly badge: { readonly word: string }
  readonly notice: { readonly detail: string }
  readonly touchByHand: Label
  readonly controls: Label
}
