import { delay } from './delay.ts'
import { Patience } from './patience.ts'
import type { KeyDevice, KeySource } from './port.ts'

/** How keys are looked for. */
export interface LookOptions {
  /** Milliseconds between two looks. Default 500. */
  readonly intervalMs?: number
  /** Milliseconds in which this process listens; then a last look ends the looking. Default: none. */
  readonly limitMs?: number
  /** Ends the looking at once. */
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
 * The keys that are plugged in, again whenever they have changed, until the signal is aborted or the
 * time is over. They are only listed, which opens none and so disturbs none that is busy; a key
 * replugged between two looks does not show.
 */
export async function* keyLists(
  source: KeySource,
  { intervalMs = DEFAULT_INTERVAL_MS, limitMs = Infinity, signal, onError }: LookOptions,
): AsyncGenerator<readonly KeyDevice[], void, undefined> {
  const over = new AbortController()
  const pauseEnd = AbortSignal.any([signal, over.signal])
  const patience = new Patience(limitMs)
  if (Number.isFinite(limitMs)) patience.run(() => over.abort())
  let last: string | null = null
  try {
    while (!signal.aborted) {
      const isLastLook = over.signal.aborted
      const devices = await source.list().catch((error: unknown) => {
        onError?.(error)
        return null
      })
      const now = devices && JSON.stringify(devices)
      if (devices && now !== last && !signal.aborted) yield devices
      if (isLastLook) return
      last = now ?? last
      await delay(intervalMs, pauseEnd)
    }
  } finally {
    patience.pause()
  }
}

/** Calls back with `keyLists`; resolves when they end. */
export async function watchKeys(source: KeySource, options: WatchOptions): Promise<void> {
  for await (const devices of keyLists(source, options)) options.onChange(devices)
}
