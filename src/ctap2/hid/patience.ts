const PIECE_MS = 100

/**
 * Time that runs only while this process listens, in milliseconds. A process that was busy, or a
 * machine that slept, has read nothing meanwhile: what it waits for may be there already. So time is
 * waited out in pieces; one that was overslept counts as any other and is never the last, and the
 * end comes only after what had arrived by then was read.
 */
export class Patience {
  #leftMs: number
  #pieceMs = 0
  #pieceBeganAt = 0
  #onEnd: (() => void) | null = null
  #timer: NodeJS.Timeout | undefined
  #lastRead: NodeJS.Immediate | undefined

  constructor(ms: number) {
    this.#leftMs = Math.max(0, ms)
  }

  /** What is left, in milliseconds. */
  get leftMs(): number {
    if (this.#timer === undefined) return this.#leftMs
    const runMs = Math.min(this.#pieceMs, performance.now() - this.#pieceBeganAt)
    return Math.max(0, this.#leftMs - runMs)
  }

  /** Begins to run, or goes on; calls back when nothing is left. */
  run(onEnd: () => void): void {
    this.pause()
    this.#onEnd = onEnd
    this.#beginPiece(Math.min(PIECE_MS, this.#leftMs))
  }

  /** Stops running and keeps what is left. */
  pause(): void {
    this.#leftMs = this.leftMs
    clearTimeout(this.#timer)
    clearImmediate(this.#lastRead)
    this.#timer = undefined
    this.#onEnd = null
  }

  /** Begins anew with so much time; goes on running if it runs. */
  renew(ms: number): void {
    const onEnd = this.#onEnd
    this.pause()
    this.#leftMs = Math.max(0, ms)
    if (onEnd) this.run(onEnd)
  }

  /** Counts time that was spent on waiting for something else. */
  spend(ms: number): void {
    this.#leftMs = Math.max(0, this.#leftMs - ms)
  }

  #beginPiece(ms: number): void {
    this.#pieceMs = ms
    this.#pieceBeganAt = performance.now()
    this.#timer = setTimeout(() => this.#endPiece(), ms)
  }

  #endPiece(): void {
    this.#timer = undefined
    this.#leftMs -= this.#pieceMs
    const isOverslept = performance.now() - this.#pieceBeganAt > this.#pieceMs + PIECE_MS
    if (this.#leftMs > 0) this.#beginPiece(Math.min(PIECE_MS, this.#leftMs))
    else if (isOverslept) this.#beginPiece(PIECE_MS)
    // Node runs timers before it reads, and this after it (the event loop's poll phase).
    else this.#lastRead = setImmediate(() => this.#onEnd?.())
  }
}
