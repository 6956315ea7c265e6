import type { Step } from './deeds.ts'

/** A life that failed once, shrunk. */
export interface FoundLife {
  /** What is so in it now. */
  readonly name: string
  readonly steps: readonly Step[]
}

/** Every life that failed, the first first: lived again with every run of the tests. */
export const foundLives: readonly FoundLife[] = [
  {
    name: 'two crashes of the recovery after a crash leave nothing planned',
    steps: [
      {
        do: 'issue-key',
        person: 'jane',
        template: 'walk-in',
        slot: 'one',
        trouble: { kind: 'crash', at: 16 },
        again: [2, 1],
      },
    ],
  },
  {
    name: 'a plan for which the disk had no room is not left behind by the next issuance',
    steps: [
      {
        do: 'issue-key',
        person: 'jane',
        template: 'walk-in',
        slot: 'one',
        trouble: { kind: 'disk-full', at: 4, commits: 1 },
      },
      { do: 'issue-key', person: 'jane', template: 'walk-in', slot: 'one' },
    ],
  },
  {
    name: 'an own PIN opens the gate that the first one was, by reset-pin too',
    steps: [
      { do: 'issue-key', person: 'jane', template: 'hand-over', slot: 'two' },
      { do: 'known-pin', slot: 'two' },
    ],
  },
  {
    name: 'changing the PIN does not take the place of what the row was interrupted in',
    steps: [
      {
        do: 'issue-key',
        person: 'jane',
        template: 'group',
        slot: 'two',
        trouble: { kind: 'pulled', at: 6, when: 'before' },
      },
      { do: 'set-pin', slot: 'two' },
      { do: 'restart', slot: 'one' },
    ],
  },
  {
    name: 'a PIN that is sealed behind another gate does not close that again',
    steps: [
      { do: 'issue-key', person: 'jane', template: 'challenge', slot: 'one' },
      { do: 'activate', row: 0, slot: 'one' },
      { do: 'hand-over', row: 0, isTold: false, slot: 'one' },
      { do: 'inactivate', row: 0, slot: 'one' },
      { do: 'reactivate', row: 0, slot: 'one' },
    ],
  },
  {
    name: 'a PIN kept for what was revoked goes when the key has another one',
    steps: [
      { do: 'issue-key', person: 'jane', template: 'challenge', slot: 'two' },
      { do: 'revoke', row: 0, slot: 'one' },
      { do: 'hand-over', row: 0, isTold: false, slot: 'one' },
      { do: 'known-pin', slot: 'two' },
    ],
  },
  {
    name: 'a factor whose id never came is looked for before its row makes way',
    steps: [
      {
        do: 'issue-key',
        person: 'jane',
        template: 'walk-in',
        slot: 'two',
        trouble: { kind: 'okta-lost', at: 4, side: 'after', calls: 100 },
      },
      { do: 'issue-key', person: 'jane', template: 'walk-in', slot: 'two' },
    ],
  },
  {
    name: 'a credential whose row found no room for it is gone when its key is issued again',
    steps: [
      {
        do: 'issue-key',
        person: 'jane',
        template: 'walk-in',
        slot: 'two',
        trouble: { kind: 'disk-full', at: 17, commits: 100 },
      },
      { do: 'issue-key', person: 'jane', template: 'walk-in', slot: 'two' },
      { do: 'restart', slot: 'two' },
    ],
  },
  {
    name: 'a key whose holder was suspended meanwhile is not active by its own PIN',
    steps: [
      {
        do: 'issue-key',
        person: 'john',
        template: 'hand-over',
        slot: 'two',
        trouble: { kind: 'cancelled', at: 1 },
      },
      { do: 'issue-key', person: 'john', template: 'walk-in', slot: 'one' },
      { do: 'inactivate', row: 0, slot: 'one' },
      { do: 'set-pin', slot: 'two' },
      { do: 'reactivate', row: 0, slot: 'one' },
    ],
  },
]
