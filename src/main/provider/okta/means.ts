import type { Ask } from './calls/request-executor.ts'
import type { Surroundings } from './edges.ts'
import type { ServerClock } from './sign-in/server-clock.ts'

/** What whoever changes something at Okta needs: to ask, to wait, and to know Okta's time. */
export interface Means {
  readonly ask: Ask
  readonly surroundings: Surroundings
  readonly clock: ServerClock
}

/**
 * Okta's time when we began, as known now: what Okta dates before it was there before us. Two seconds
 * are given away, for the clock is known from headers that count whole seconds.
 */
export function begunAt({ clock, surroundings }: Means, startedAt: number): number {
  return clock.now() - (surroundings.now() - startedAt) - clockMarginMs
}

const clockMarginMs = 2_000
