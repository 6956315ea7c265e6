import type { KeySource } from '../../ctap2/index.ts'

/** Keys that are opened when `ready` is over: nothing heavy runs while a key is spoken to. */
export function openedAfter(keys: KeySource, ready: () => Promise<void>): KeySource {
  return {
    list: () => keys.list(),
    async open(path) {
      await ready()
      return await keys.open(path)
    },
  }
}
