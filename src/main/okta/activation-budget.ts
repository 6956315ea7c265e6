/** Okta takes five activations of factors a person in five minutes, and refuses the sixth. */
export interface ActivationBudget {
  /** Epoch milliseconds when so many activations may be tried, or null when they may be now. */
  blockedUntil(personId: string, wanted: number): number | null
  /** An activation is about to be sent. */
  spend(personId: string): void
}

const mostActivations = 5
const windowMs = 5 * 60_000

/** Counts what this station sent; another station's are known only when Okta refuses. */
export function createActivationBudget(now: () => number): ActivationBudget {
  const sentAt = new Map<string, readonly number[]>()
  const recent = (personId: string): readonly number[] => {
    const times = (sentAt.get(personId) ?? []).filter((time) => time > now() - windowMs)
    if (times.length === 0) sentAt.delete(personId)
    return times
  }
  return {
    blockedUntil(personId, wanted) {
      const mostBefore = Math.max(mostActivations - wanted, 0)
      const oldest = recent(personId).at(-1 - mostBefore)
      return oldest === undefined ? null : oldest + windowMs
    },
    spend(personId) {
      sentAt.set(personId, [...recent(personId), now()])
    },
  }
}
