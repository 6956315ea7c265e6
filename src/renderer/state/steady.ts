import type { RunSnapshot } from '../../shared/run.ts'

/** Waiting shorter than this is not worth a screen. */
export const appearsAfterMs = 300
/** A screen shown for less than this would only flicker. */
export const staysForMs = 500

export interface Clock {
  now(): number
  after(ms: number, then: () => void): () => void
}

/**
 * Holds the picture of a run steady: working appears only once it has lasted, and then stays long
 * enough to be read. Everything else is shown at once; of what came meanwhile only the last counts.
 */
export function createSteady(show: (run: RunSnapshot | null) => void, clock: Clock) {
  let shown: RunSnapshot | null = null
  let shownAt = Number.NEGATIVE_INFINITY
  let workingSince: number | null = null
  let stopWaiting = (): void => undefined

  function draw(run: RunSnapshot | null): void {
    if (sceneChanges(shown, run)) shownAt = clock.now()
    shown = run
    show(run)
  }

  function delayOf(next: RunSnapshot | null): number {
    if (next === null || !sceneChanges(shown, next)) return 0
    if (isWorking(shown) && shown?.id === next.id) return staysForMs - (clock.now() - shownAt)
    return workingSince === null ? 0 : appearsAfterMs - (clock.now() - workingSince)
  }

  return function feed(run: RunSnapshot | null): void {
    stopWaiting()
    workingSince = isWorking(run) ? (workingSince ?? clock.now()) : null
    const delayMs = delayOf(run)
    if (delayMs <= 0) {
      draw(run)
      return
    }
    // The rail and the cancel button stay true while the picture is held.
    if (shown !== null && run !== null && shown.id === run.id) {
      draw({ ...run, activity: shown.activity })
    }
    stopWaiting = clock.after(delayMs, () => draw(run))
  }
}

function sceneChanges(a: RunSnapshot | null, b: RunSnapshot | null): boolean {
  if (a === null || b === null || a.id !== b.id) return a !== b
  if (a.activity.kind === 'working' && b.activity.kind === 'working') {
    return a.activity.step !== b.activity.step
  }
  return a.activity !== b.activity
}

function isWorking(run: RunSnapshot | null): boolean {
  return run?.activity.kind === 'working'
}
