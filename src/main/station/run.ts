import type { Failure } from '../../shared/failure.ts'
import type { Procedure } from '../../shared/records.ts'
import {
  isEnd,
  type Activity,
  type Answer,
  type Outcome,
  type PhysicalAct,
  type Question,
  type RunRemark,
  type RunSnapshot,
  type Step,
  type StepName,
  type StepState,
} from '../../shared/run.ts'
import type { AnswerTo, Conversation, RunFacts } from '../desk/conversation.ts'
import { ProcedureError, Refusal } from '../procedure-error.ts'

/** What a run is started with. `work` is one procedure, bound to its edges. */
export interface RunPlan {
  readonly id: string
  readonly procedure: Procedure
  readonly lane: string
  readonly steps: readonly StepName[]
  readonly work: (conversation: Conversation) => Promise<Outcome>
  readonly failureOf: (error: unknown, facts: Partial<RunFacts>) => Failure
  readonly onChange: (snapshot: RunSnapshot) => void
}

interface OpenQuestion {
  readonly id: string
  readonly question: Question
  readonly resolve: (answer: Answer) => void
}

/** The engine of one procedure: turns its three verbs into whole snapshots. */
export class Run implements Conversation {
  readonly #plan: RunPlan
  readonly #abort = new AbortController()
  readonly #states: Map<StepName, StepState>
  /** What the station worked on; a step that people were only asked about is still to do. */
  readonly #begun = new Set<StepName>()
  #activity: Activity
  #facts: Partial<RunFacts> = {}
  #question: OpenQuestion | null = null
  #questions = 0
  #held = 0
  readonly #remarks = new Set<RunRemark>()

  constructor(plan: RunPlan) {
    const [first] = plan.steps
    if (first === undefined) throw new RangeError('A run has at least one step')
    this.#plan = plan
    this.#states = new Map(plan.steps.map((name) => [name, 'pending']))
    this.#activity = { kind: 'working', step: first }
  }

  get id(): string {
    return this.#plan.id
  }

  get procedure(): Procedure {
    return this.#plan.procedure
  }

  get lane(): string {
    return this.#plan.lane
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get facts(): Readonly<Partial<RunFacts>> {
    return this.#facts
  }

  /** Done, failed or cancelled: nothing will change any more. */
  get isOver(): boolean {
    return isEnd(this.#activity)
  }

  /** Runs the procedure to its end; never rejects. */
  async start(): Promise<void> {
    try {
      const outcome = await this.#plan.work(this)
      this.#enter(null)
      this.#publish({ kind: 'done', outcome })
    } catch (error) {
      this.#publish(this.#end(error))
    }
  }

  show(step: StepName, act?: PhysicalAct): void {
    this.signal.throwIfAborted()
    this.#enter(step)
    this.#begun.add(step)
    this.#publish(act ? { kind: 'act', step, ...act } : { kind: 'working', step })
  }

  async ask<Q extends Question>(
    step: StepName,
    question: Q,
    gone?: AbortSignal,
  ): Promise<AnswerTo<Q>> {
    // A signal that is aborted already never tells again.
    this.signal.throwIfAborted()
    gone?.throwIfAborted()
    this.#enter(step)
    const questionId = `${this.id}:${++this.#questions}`
    const over = new AbortController()
    const { signal } = over
    const answered = new Promise<AnswerTo<Q>>((resolve, reject) => {
      this.signal.addEventListener('abort', () => reject(new Refusal()), { signal })
      const leave = (): void => {
        if (this.#question?.id !== questionId) return
        this.#question = null
        reject(gone?.reason)
      }
      gone?.addEventListener('abort', leave, { signal })
      const accept = (answer: Answer): void => {
        if (isAnswerTo(question, answer)) resolve(answer)
      }
      this.#question = { id: questionId, question, resolve: accept }
      this.#publish({ kind: 'ask', step, questionId, question })
    })
    return await answered.finally(() => over.abort())
  }

  skip(step: StepName): void {
    this.#states.set(step, 'skipped')
  }

  know(facts: Partial<RunFacts>): void {
    Object.assign(this.#facts, facts)
  }

  remark(remark: RunRemark): void {
    this.#remarks.add(remark)
  }

  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted()
    this.#hold(1)
    try {
      return await work()
    } finally {
      this.#hold(-1)
    }
  }

  /** Takes the operator's answer. Throws ProcedureError when that question is not open. */
  answer(questionId: string, answer: Answer): void {
    const open = this.#question
    if (open?.id !== questionId || open.question.kind !== answer.kind) {
      throw new ProcedureError({ code: 'input-invalid', paths: ['questionId'] })
    }
    this.#question = null
    open.resolve(answer)
  }

  /** Stops the run where stopping is safe. Throws ProcedureError where it is not. */
  cancel(): void {
    if (this.isOver) return
    if (this.#held > 0) throw new ProcedureError({ code: 'not-available', what: 'cancel' })
    this.#abort.abort(new Refusal())
  }

  snapshot(): RunSnapshot {
    return {
      id: this.id,
      procedure: this.procedure,
      lane: this.lane,
      person: this.#facts.person ?? null,
      key: this.#facts.key ?? null,
      steps: [...this.#states].map(([name, state]): Step => ({ name, state })),
      activity: this.#activity,
      remarks: [...this.#remarks],
      cancellable: !this.isOver && this.#held === 0,
    }
  }

  /** Whether a run can be cancelled is part of what is shown. */
  #hold(change: 1 | -1): void {
    this.#held += change
    if (!this.isOver) this.#plan.onChange(this.snapshot())
  }

  #enter(step: StepName | null): void {
    for (const [name, state] of this.#states) {
      if (state !== 'current' || name === step) continue
      this.#states.set(name, this.#begun.has(name) ? 'done' : 'pending')
    }
    if (step) this.#states.set(step, 'current')
  }

  #end(error: unknown): Activity {
    const current = [...this.#states].find(([, state]) => state === 'current')?.[0] ?? null
    if (current) this.#states.set(current, 'failed')
    if (error instanceof Refusal || this.signal.aborted) {
      return { kind: 'cancelled', keyState: this.#facts.keyState ?? 'none' }
    }
    return { kind: 'failed', step: current, failure: this.#plan.failureOf(error, this.#facts) }
  }

  #publish(activity: Activity): void {
    if (this.isOver) return
    if (activity.kind !== 'ask') this.#question = null
    this.#activity = activity
    this.#plan.onChange(this.snapshot())
  }
}

function isAnswerTo<Q extends Question>(question: Q, answer: Answer): answer is AnswerTo<Q> {
  return answer.kind === question.kind
}
