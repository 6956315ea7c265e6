import type { ActivationLog } from '../edges.ts'

/** Okta takes five activations of factors a person in five minutes, and refuses the sixth. */
export interface ActivationBudget {
  /** Epoch milliseconds when so many activations may be tried, or null when they may be now. */
  blockedUntil(personId: string, wanted: number): Promise<number | null>
  /** An activation is about to be sent: to be sent only once this is kept. Throws where it cannot be. */
  spend(personId: string): Promise<void>
  /** Okta refused one: no other is to be tried until then, or for as long as it can take (null). */
  exhaust(personId: string, until: number | null): Promise<void>
}

const mostActivations = 5
const windowMs = 5 * 60_000

/**
 * Counts what the stations that share the log sent to a provider, by its host. What others sent is known when
 * Okta refuses.
 */
export function createActivationBudget(
  log: ActivationLog,
  provider: string,
  now: () => number,
): ActivationBudget {
  const count = (personId: string, more: readonly number[]): Promise<readonly number[]> => {
    const time = now()
    return log.change({ provider, personId }, time - windowMs, (sentAt) =>
      stillCounted([...sentAt, ...more], time),
    )
  }
  return {
    async blockedUntil(personId, wanted) {
      const mostBefore = Math.max(mostActivations - wanted, 0)
      const oldest = (await count(personId, [])).at(-1 - mostBefore)
      return oldest === undefined ? null : oldest + windowMs
    },
    async spend(personId) {
      await count(personId, [now()])
    },
    async exhaust(personId, until) {
      // The oldest of five ends the wait; when the others were sent, Okta does not say.
      const oldest = until === null ? now() : until - windowMs
      await count(personId, Array<number>(mostActivations).fill(oldest))
    },
  }
}

/**
 * The newest five of the last five minutes, oldest first. A time still to come is from before the clock was set
 * back: it counts from now on, so that nothing is forgotten and nobody waits for longer than five minutes.
 */
function stillCounted(sentAt: readonly number[], now: number): readonly number[] {
  return sentAt
    .map((time) => Math.min(time, now))
    .filter((time) => time > now - windowMs)
    .toSorted((one, other) => one - other)
    .slice(-mostActivations)
}

/** A log of one provider’s that lasts as long as the process. */
export function createActivationLog(): ActivationLog {
  const known = new Map<string, readonly number[]>()
  return {
    change({ personId }, _since, change) {
      const sentAt = change(known.get(personId) ?? [])
      known.set(personId, sentAt)
      return Promise.resolve(sentAt)
    },
  }
}
