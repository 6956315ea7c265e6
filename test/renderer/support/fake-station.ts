import type {
  Input,
  Output,
  RequestName,
  StationApi,
  StationSnapshot,
} from '../../../src/shared/contract.ts'
import type { Person } from '../../../src/shared/records.ts'

/** What the fake answers to: everything the page has been told about it. */
export interface FakeScript {
  readonly snapshot: StationSnapshot
  readonly people: readonly Person[]
  readonly now: number
}

/** What was asked of the fake, in order: as it was the moment it came, and the very same object. */
export interface Asked {
  readonly name: RequestName
  readonly copy: unknown
  readonly input: unknown
}

declare global {
  interface Window {
    /** Pushes another snapshot. */
    pushSnapshot: (snapshot: StationSnapshot) => void
    asked: Asked[]
  }
}

/**
 * Stands in for the preload. It runs in the page before the window's own code, so it may refer to
 * nothing outside itself.
 */
export function installFakeStation({ snapshot, people, now }: FakeScript): void {
  const listeners = new Set<(next: StationSnapshot) => void>()
  let current = snapshot
  const asked: Asked[] = []
  const push = (next: StationSnapshot): void => {
    current = next
    for (const listener of listeners) listener(structuredClone(next))
  }
  const answers: { readonly [N in RequestName]: (input: Input<N>) => Output<N> } = {
    'station.snapshot': () => structuredClone(current),
    'station.try-demo': () => null,
    'runs.answer': () => null,
    'runs.cancel': () => null,
    'runs.dismiss': () => null,
    'pins.hand-over': () => null,
    'simulator.act': () => null,
    'readiness.check': () => [],
    'proposals.read': () => current.proposals,
    'proposals.decide': () => null,
    'people.search': ({ text }) => {
      const wanted = text.toLowerCase()
      const has = (word: string) => word.toLowerCase().startsWith(wanted)
      return people.filter(({ firstName, lastName, login }) =>
        [firstName, lastName, login].some(has),
      )
    },
    'pins.reveal': () => ({ pin: new TextEncoder().encode('482913') }),
    'runs.start': () => ({ runId: 'run-1' }),
  }
  const station: StationApi = {
    request: async (name, input) => {
      asked.push({ name, copy: structuredClone(input), input })
      const answer: (input: Input<typeof name>) => Output<typeof name> = answers[name]
      return { ok: true, value: answer(input) }
    },
    onSnapshot: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  Object.assign(globalThis, { station, pushSnapshot: push, asked })
  Object.assign(Date, { now: () => now + performance.now() })
}
