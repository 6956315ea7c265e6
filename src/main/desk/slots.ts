import { keyLists, type KeyDevice, type KeySource, type LookOptions } from '../../ctap2/index.ts'
import { ProcedureError } from '../procedure-error.ts'

/** How often the slots are listed while a person plugs and unplugs. */
const intervalMs = 250

/** The key that is plugged in alone; null where there is none, or several. */
export function onlyOneOf(devices: readonly KeyDevice[]): KeyDevice | null {
  const [device, ...others] = devices
  return device && others.length === 0 ? device : null
}

/** The keys in the slots: what is there now, then every change, until the options end it. */
export function watchSlots(
  source: KeySource,
  options: Omit<LookOptions, 'intervalMs'>,
): AsyncIterable<readonly KeyDevice[]> {
  return keyLists(source, { ...options, intervalMs })
}

/** Why there is no one key to work with: none is plugged in, or several are. */
export function wrongCount(count: number): ProcedureError {
  return new ProcedureError(count === 0 ? { code: 'no-key' } : { code: 'several-keys', count })
}
