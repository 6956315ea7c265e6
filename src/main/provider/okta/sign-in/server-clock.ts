/** Okta's clock as the `Date` headers of its answers tell it; proofs and assertions are dated by it. */
export interface ServerClock {
  /** Epoch milliseconds, never ahead of Okta once it has answered. */
  now(): number
  /** Learns from a `Date` header just received. Anything unreadable is ignored. */
  learn(dateHeader: string | null): void
  /** Okta's clock minus ours, or null before the first answer. */
  offsetMs(): number | null
}

/**
 * The header counts whole seconds and is older than its arrival, so the difference to our clock at
 * arrival is a lower bound: what is dated by it is never in Okta's future, which Okta would refuse.
 */
export function createServerClock(now: () => number): ServerClock {
  let offset: number | null = null
  return {
    now: () => now() + (offset ?? 0),
    learn(dateHeader) {
      const date = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
      if (!Number.isNaN(date)) offset = date - now()
    },
    offsetMs: () => offset,
  }
}
