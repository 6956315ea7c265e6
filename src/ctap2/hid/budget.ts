import { delay } from './delay.ts'
import type { ExchangeLimits, KeyStatus } from './exchange.ts'
import { Patience } from './patience.ts'

/** How one transaction is to go; times in milliseconds in which this process listens. */
export interface TransactOptions {
  /** Ends the operation: the key is told to cancel and is listened to until it has. */
  readonly signal?: AbortSignal
  /** Told when the key's keepalive status changes. */
  readonly onStatus?: (status: KeyStatus) => void
  /** The longest the whole operation may take, waiting for a busy key included. Default 5 s. */
  readonly budgetMs?: number
  /** The longest the key may say nothing at all, not even that it works. Default 3 s. */
  readonly silenceMs?: number
  /** What is awaited, in the words of an error. Default: the name of the command. */
  readonly phase?: string
}

const DEFAULT_BUDGET_MS = 5_000
const DEFAULT_SILENCE_MS = 3_000
const BUSY_RETRY_MS = 100

/** The time and attention one operation has, over all its retries. */
export class Budget {
  readonly signal: AbortSignal | undefined
  readonly onStatus: ((status: KeyStatus) => void) | undefined
  readonly #phase: string | undefined
  readonly #silenceMs: number
  readonly #patience: Patience

  constructor(options: TransactOptions, patience?: Patience) {
    this.signal = options.signal
    this.onStatus = options.onStatus
    this.#phase = options.phase
    this.#silenceMs = options.silenceMs ?? DEFAULT_SILENCE_MS
    this.#patience = patience ?? new Patience(options.budgetMs ?? DEFAULT_BUDGET_MS)
  }

  limits(name: string): ExchangeLimits {
    const patience = this.#patience
    return { phase: this.#phase ?? name, patience, silenceMs: this.#silenceMs }
  }

  /** The same budget with less patience for silence. */
  within(silenceMs: number): Budget {
    const phase = this.#phase
    const signal = this.signal
    return new Budget(
      { silenceMs, ...(phase && { phase }), ...(signal && { signal }) },
      this.#patience,
    )
  }

  /** Waits before a retry; throws the error when there is no time for one. */
  async pause(error: unknown): Promise<void> {
    if (this.#patience.leftMs < BUSY_RETRY_MS) throw error
    await delay(BUSY_RETRY_MS, this.signal)
    this.#patience.spend(BUSY_RETRY_MS)
    this.signal?.throwIfAborted()
  }
}
