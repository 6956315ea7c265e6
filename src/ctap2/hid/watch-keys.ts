import { delay } from './delay.ts'
import type { KeyDevice, KeySource } from './port.ts'

/** How keys are looked for. */
export interface LookOptions {
  /** Milliseconds between two looks. Default 500. */
  readonly intervalMs?: number
  /** Ends the looking; one that timed out (`AbortSignal.timeout`) does so after a last look. */
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
  for (let isLastLook = false; !signal.aborted || isLastLook;) {
    const devices = await source.list().catch((error: unknown) => {
      onError?.(error)
      return null
    })
    const now = devices && JSON.stringify(devices)
    if (devices && now !== last && (!signal.aborted || isLastLook)) yield devices
    last = now ?? last
    if (isLastLook) return
    await delay(intervalMs, signal)
    isLastLook = hasTimedOut(signal)
  }
}

/** A key that came while nobody looked, for this process was busy, came in time. */
function hasTimedOut({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof DOMException && reason.name === 'TimeoutError'
}

/** Calls back with `keyLists`; resolves when the signal is aborted. */
export async function watchKeys(source: KeySource, options: WatchOptions): Promise<void> {
  for await (const devices of keyLists(source, options)) options.onChange(devices)
}
