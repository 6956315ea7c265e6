import { keyLists, type KeyDevice, type KeySource, type LookOptions } from '../../ctap2/index.ts'

/** How often the slots are listed while a person plugs and unplugs. */
const intervalMs = 250

/** The keys in the slots: what is there now, then every change, until the options end it. */
export function watchSlots(
  source: KeySource,
  options: Omit<LookOptions, 'intervalMs'>,
): AsyncIterable<readonly KeyDevice[]> {
  return keyLists(source, { ...options, intervalMs })
}
