import { delay } from './delay.ts'
import type { KeyDevice, KeySource } from './port.ts'

/** How keys are watched. */
export interface WatchOptions {
  /** Milliseconds between two looks. Default 500. */
  readonly intervalMs?: number
  /** Ends the watching. */
  readonly signal: AbortSignal
  /** Told of the first list, and of every list that differs from the one before. */
  readonly onChange: (devices: readonly KeyDevice[]) => void
  /** Told when listing fails; watching goes on. */
  readonly onError?: (error: unknown) => void
}

const DEFAULT_INTERVAL_MS = 500

/**
 * Watches keys come and go by listing them, which opens none and so disturbs none that is busy.
 * Resolves when the signal is aborted. A key replugged between two looks does not show.
 */
export async function watchKeys(source: KeySource, options: WatchOptions): Promise<void> {
  const { signal, onChange, onError, intervalMs = DEFAULT_INTERVAL_MS } = options
  let last: string | null = null
  while (!signal.aborted) {
    try {
      const devices = await source.list()
      const now = JSON.stringify(devices)
      if (now !== last && !signal.aborted) onChange(devices)
      last = now
    } catch (error) {
      onError?.(error)
    }
    await delay(intervalMs, signal)
  }
}
