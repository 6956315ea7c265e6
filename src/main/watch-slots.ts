import { keyLists, type KeyDevice, type KeySource } from '../ctap2/index.ts'

/** How often the slots are listed while a person plugs and unplugs. */
const intervalMs = 250

/** The keys in the slots: what is there now, then every change, until the signal ends it. */
export function watchSlots(
  source: KeySource,
  signal: AbortSignal,
  onError: (error: unknown) => void = () => undefined,
): AsyncIterable<readonly KeyDevice[]> {
  return keyLists(source, { intervalMs, signal, onError })
}

/** A signal that also ends after a while; Infinity is never. */
export function withLimit(signal: AbortSignal, ms: number): AbortSignal {
  return Number.isFinite(ms) ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : signal
}
