import { randomBytes } from 'node:crypto'
import { createState } from '../../src/simulator/okta/create-state.ts'
import type { OktaState } from '../../src/simulator/okta/state.ts'

/** An organization without people, for tests that look at one part of the double. */
export function createTestState(origin: string, now: () => number = Date.now): OktaState {
  return createState({
    origin,
    now,
    random: randomBytes,
    customDomain: null,
    people: [],
    appKey: { kty: 'EC', kid: 'none' },
  })
}
