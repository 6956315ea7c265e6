import type { Input, Output, Reply, RequestName, StationApi } from '../../shared/contract.ts'
import { isEnd, type Order, type RunSnapshot } from '../../shared/run.ts'
import { createSteady, type Clock } from './steady.ts'
import { change, currentState, type WindowState } from './store.ts'

declare global {
  interface Window {
    readonly station: StationApi
  }
}

const clock: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

/** Draws every snapshot of the station, from now on. */
export function listen(): void {
  const feed = createSteady((run) => change({ run, ...factsOf(run) }), clock)
  const take = (snapshot: Output<'station.snapshot'>): void => {
    change({ snapshot })
    feed(snapshot.runs[0] ?? null)
  }
  window.station.onSnapshot(take)
  void ask('station.snapshot', null).then((reply) => reply.ok && take(reply.value))
}

const closed = {
  areDetailsOpen: false,
  pinAskedFor: null,
  handOverOf: null,
  overlay: null,
  paper: null,
} as const

/** What the window knows besides is forgotten when another screen is drawn. */
function factsOf(run: RunSnapshot | null): Partial<WindowState> {
  const before = currentState().run
  const eraseBy = eraseByOf(before, run)
  if (before?.id === run?.id && before?.activity.kind === run?.activity.kind) return { eraseBy }
  const opened = run === null ? {} : { chosen: null, refusal: null }
  return { ...opened, eraseBy, ...closed }
}

/** A key takes an erasure only for a while after it came back; the countdown starts there. */
function eraseByOf(before: RunSnapshot | null, run: RunSnapshot | null): number | null {
  if (run?.activity.kind !== 'act' || run.activity.act !== 'touch-key') return null
  if (before?.activity.kind !== 'act') return null
  if (before.activity.act !== 'reinsert-key') return currentState().eraseBy
  return performance.now() + before.activity.windowMs
}

/** One request to the station; what was refused comes back as a value. */
export async function ask<N extends RequestName>(
  name: N,
  input: Input<N>,
): Promise<Reply<Output<N>>> {
  try {
    return await window.station.request(name, input)
  } catch {
    return { ok: false, cause: { code: 'internal' } }
  }
}

/** One request whose refusal is shown on the screen where it was made. */
export async function request<N extends RequestName>(name: N, input: Input<N>): Promise<boolean> {
  change({ refusal: null })
  const reply = await ask(name, input)
  if (!reply.ok) change({ refusal: reply.cause })
  return reply.ok
}

/** Starts a procedure, and remembers what was ordered. What a run before it showed has been seen. */
export async function startRun(order: Order): Promise<boolean> {
  const { run } = currentState()
  change({ order })
  if (run !== null && isEnd(run.activity)) await ask('runs.dismiss', { runId: run.id })
  return await request('runs.start', order)
}
