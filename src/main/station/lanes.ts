import type { RunSnapshot } from '../../shared/run.ts'
import { ProcedureError } from '../procedure-error.ts'
import { Run, type RunPlan } from './run.ts'

/** The runs of a station, one at a time in each lane. */
export class Lanes {
  readonly #runs = new Map<string, { readonly run: Run; end: Promise<void> }>()

  /** Starts a run. Throws ProcedureError `run-in-progress` while its lane has one. */
  start(plan: RunPlan): Run {
    for (const { run } of this.#runs.values()) {
      if (run.lane !== plan.lane) continue
      if (!run.isOver) throw new ProcedureError({ code: 'run-in-progress' })
      this.#runs.delete(run.id)
    }
    const run = new Run(plan)
    const entry = { run, end: Promise.resolve() }
    // Known before it starts: its first activity is already part of a snapshot.
    this.#runs.set(run.id, entry)
    entry.end = run.start()
    return run
  }

  /** Throws ProcedureError when there is no such run. */
  get(id: string): Run {
    const entry = this.#runs.get(id)
    if (!entry) throw new ProcedureError({ code: 'input-invalid', paths: ['runId'] })
    return entry.run
  }

  /** Forgets a run that is over; its end was seen. */
  dismiss(id: string): void {
    if (!this.get(id).isOver) throw new ProcedureError({ code: 'run-in-progress' })
    this.#runs.delete(id)
  }

  /** A run is under way: its key is in use. */
  get isBusy(): boolean {
    return [...this.#runs.values()].some(({ run }) => !run.isOver)
  }

  snapshots(): readonly RunSnapshot[] {
    return [...this.#runs.values()].map(({ run }) => run.snapshot())
  }

  /** Stops what may be stopped and waits for the rest. */
  async close(): Promise<void> {
    const open = [...this.#runs.values()]
    for (const { run } of open) if (run.snapshot().cancellable) run.cancel()
    await Promise.all(open.map(({ end }) => end))
  }
}
