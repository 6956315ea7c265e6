/** The key's sense of time; tests hand in one they move themselves. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number
  /** Runs the callback once after the delay; the returned function calls it off. */
  after(delayMs: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    let reading: NodeJS.Immediate | undefined
    // Reports that arrived in time are taken first: Node would run the callback before it reads them.
    const timer = setTimeout(() => (reading = setImmediate(callback)), delayMs)
    return () => {
      clearTimeout(timer)
      clearImmediate(reading)
    }
  },
}

interface Alarm {
  readonly atMs: number
  readonly ring: () => void
}

/** A clock that stands still until `advance` moves it, ringing alarms on the way in their order. */
export class ManualClock implements Clock {
  #nowMs = 0
  #alarms: Alarm[] = []

  now(): number {
    return this.#nowMs
  }

  after(delayMs: number, callback: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, ring: callback }
    this.#alarms.push(alarm)
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm)
    }
  }

  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs
    for (;;) {
      const [next] = this.#alarms.toSorted((one, other) => one.atMs - other.atMs)
      if (next === undefined || next.atMs > endMs) break
      this.#alarms = this.#alarms.filter((alarm) => alarm !== next)
      this.#nowMs = next.atMs
      next.ring()
    }
    this.#nowMs = endMs
  }
}
