import type { Clock } from '../time.ts'
import type { OktaUser } from './records.ts'

/**
 * What `search` sees of people: their state as it was some time ago (eventual consistency).
 */
export class SearchIndex {
  readonly #now: Clock
  readonly #lagMs: () => number
  readonly #visible = new Map<string, OktaUser>()
  #coming: { readonly at: number; readonly id: string; readonly user: OktaUser | null }[] = []

  constructor(now: Clock, lagMs: () => number) {
    this.#now = now
    this.#lagMs = lagMs
  }

  /** Notes a change; searches see it after the lag. Null: the user is gone. */
  note(id: string, user: OktaUser | null): void {
    const copy = user === null ? null : { ...user }
    this.#coming.push({ at: this.#now() + this.#lagMs(), id, user: copy })
  }

  /** Makes everything noted visible at once. */
  catchUp(): void {
    this.#apply(Infinity)
  }

  /** Everyone a search can find now. */
  users(): readonly OktaUser[] {
    this.#apply(this.#now())
    return [...this.#visible.values()]
  }

  #apply(until: number): void {
    const due = this.#coming.filter((change) => change.at <= until)
    this.#coming = this.#coming.filter((change) => change.at > until)
    for (const { id, user } of due) {
      if (user === null) this.#visible.delete(id)
      else this.#visible.set(id, user)
    }
  }
}
