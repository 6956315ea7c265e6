import type { KeyState } from '../../shared/failure.ts'
import type { Act, Person, Procedure, SecurityKey } from '../../shared/records.ts'
import type { Answer, PhysicalAct, Question, RunRemark, StepName } from '../../shared/run.ts'

/** The answer that belongs to a question. */
export type AnswerTo<Q extends Question> = Extract<Answer, { kind: Q['kind'] }>

/** What is known of a run besides what is shown; a failure is told with it. */
export interface RunFacts {
  person: Person
  key: SecurityKey
  keyState: KeyState
  act: Act | null
}

/**
 * A procedure's way to the person at the desk. Three verbs: `show` publishes a whole state,
 * `ask` resolves with a typed answer, `signal` is the only cancel.
 */
export interface Conversation {
  readonly procedure: Procedure
  readonly signal: AbortSignal
  /** The station works on a step; the steps before it are done. */
  show(step: StepName): void
  /** The person's hands are needed for a step. */
  show(step: StepName, act: PhysicalAct): void
  /** A question about something ends with it: with the reason of `gone`, once that is aborted. */
  ask<Q extends Question>(step: StepName, question: Q, gone?: AbortSignal): Promise<AnswerTo<Q>>
  /** This step is not needed this time. */
  skip(step: StepName): void
  know(facts: Partial<RunFacts>): void
  /** Tells the person something that stops nothing. */
  remark(remark: RunRemark): void
  readonly facts: Readonly<Partial<RunFacts>>
  /** Runs what must not be interrupted: until it ends, cancelling is refused. */
  hold<T>(work: () => Promise<T>): Promise<T>
}
