import { ReadableStream } from 'node:stream/web'
import { watchKeys, type KeyDevice, type KeySource } from '../ctap2/index.ts'

/** How often the slots are listed while a person plugs and unplugs. */
const intervalMs = 250

/**
 * The keys in the slots: what is there now, then every change, until the signal or the reader ends
 * it. Slots that cannot be listed count as empty.
 */
export function watchSlots(
  source: KeySource,
  signal: AbortSignal,
): AsyncIterable<readonly KeyDevice[]> {
  const reader = new AbortController()
  const ended = AbortSignal.any([signal, reader.signal])
  return new ReadableStream<readonly KeyDevice[]>({
    start(controller) {
      const onChange = (devices: readonly KeyDevice[]): void => controller.enqueue(devices)
      const watch = { intervalMs, signal: ended, onChange, onError: () => onChange([]) }
      void watchKeys(source, watch).then(() => !reader.signal.aborted && controller.close())
    },
    cancel: () => reader.abort(),
  })
}

/** A signal that also ends after a while; Infinity is never. */
export function withLimit(signal: AbortSignal, ms: number): AbortSignal {
  return Number.isFinite(ms) ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : signal
}
