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
]
