import { delay } from './delay.ts'
import type { KeyDevice, KeySource } from './port.ts'

/** How keys are looked for. */
export interface LookOptions {
  /** Milliseconds between two looks. Default 500. */
  readonly intervalMs?: number
  /** Ends the looking. */
  readonly signal: AbortSignal
  /** Told when listing fails; looking goes on. */
  readonly onError?: (error: unknown) => void
}

/** How keys are watched. */
export interface WatchOptions extends LookOptions {
  /** Told of the first list, and of every list that differs from the one before. */
  readonly onChange: (devices: readonly KeyDevice[]) => void
}

const DEFAULT_INTERVAL_MS = 500

/**
 * The keys that are plugged in, again whenever they have changed, until the signal is aborted. They
 * are only listed, which opens none and so disturbs none that is busy; a key replugged between two
 * looks does not show.
 */
export async function* keyLists(
  source: KeySource,
  { intervalMs = DEFAULT_INTERVAL_MS, signal, onError }: LookOptions,
): AsyncGenerator<readonly KeyDevice[], void, undefined> {
  let last: string | null = null
  while (!signal.aborted) {
    const devices = await source.list().catch((error: unknown) => {
      onError?.(error)
      return null
    })
    const now = devices && JSON.stringify(devices)
    if (devices && now !== last && !signal.aborted) yield devices
    last = now ?? last
    await delay(intervalMs, signal)
  }
}

/** Calls back with `keyLists`; resolves when the signal is aborted. */
export async function watchKeys(source: KeySource, options: WatchOptions): Promise<void> {
  for await (const devices of keyLists(source, options)) options.onChange(devices)
}
