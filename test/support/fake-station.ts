import type { Station } from '../../src/main/station/station.ts'
import type { StationSnapshot } from '../../src/shared/contract.ts'

const empty: StationSnapshot = {
  simulated: false,
  simulator: null,
  connection: { kind: 'none' },
  keys: [],
  templates: [],
  runs: [],
  recent: [],
  unfinished: [],
  proposals: [],
  unreadable: [],
}

/** A station that is told what to show: for what stands between a station and its window. */
export interface FakeStation extends Station {
  /** Changes part of the snapshot and tells the listeners. */
  push(change: Partial<StationSnapshot>): void
  readonly closed: () => boolean
}

/** By default it answers every request with null. */
export function fakeStation(overrides: Partial<Station> = {}): FakeStation {
  const listeners = new Set<(snapshot: StationSnapshot) => void>()
  let snapshot = empty
  let isClosed = false
  return {
    request: () => Promise.resolve({ ok: true, value: null }),
    snapshot: () => snapshot,
    recovered: Promise.resolve(),
    onSnapshot(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      isClosed = true
      return Promise.resolve()
    },
    push(change) {
      snapshot = { ...snapshot, ...change }
      listeners.forEach((listen) => listen(snapshot))
    },
    closed: () => isClosed,
    ...overrides,
  }
}
