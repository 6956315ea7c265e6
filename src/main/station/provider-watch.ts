import { setTimeout as delay } from 'node:timers/promises'
import type { Workplace } from '../desk/facts.ts'
import { tellDefect } from '../desk/failure-of.ts'
import type { EventSource } from '../provider/provider.ts'
import { applyByRule } from '../workflows/decide-proposal.ts'

const intervalMs = 60_000

/** Asks the provider what happened there that concerns issued keys, and keeps it as proposals. */
export class ProviderWatch {
  readonly #workplace: Workplace
  readonly #provider: EventSource
  readonly #onRead: () => Promise<void>
  readonly #onDefect: (defect: string) => void

  constructor(
    workplace: Workplace,
    provider: EventSource,
    onRead: () => Promise<void>,
    onDefect: (defect: string) => void,
  ) {
    this.#onDefect = onDefect
    this.#workplace = workplace
    this.#provider = provider
    this.#onRead = onRead
  }

  /** Reads once a minute until the signal. A provider out of reach is asked again the next time. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#readIfPossible(signal)
      await delay(intervalMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Reads up to now. Throws ProviderError. */
  async read(signal?: AbortSignal): Promise<void> {
    const { proposals } = this.#workplace.registry
    for (let hasMore = true; hasMore;) {
      const watch = await proposals.watch()
      const reading = await this.#provider.readEvents(await proposals.cursor(), watch, signal)
      await proposals.take(reading.events, reading.cursor)
      hasMore = reading.hasMore
    }
    await applyByRule(this.#workplace)
    await this.#onRead()
  }

  async #readIfPossible(signal: AbortSignal): Promise<void> {
    try {
      const { personIds } = await this.#workplace.registry.proposals.watch()
      if (personIds.size > 0) await this.read(signal)
    } catch (error) {
      if (!signal.aborted) tellDefect(error, this.#onDefect)
    }
  }
}
