import { vi } from 'vitest'
import { patienceMs } from './patience.ts'

/** Tries until what is expected is so, and resolves with what it returned; rejects as the last try did. */
export function eventually<T>(expected: () => T | Promise<T>, interval = 20): Promise<T> {
  return vi.waitFor(expected, { timeout: patienceMs, interval })
}
