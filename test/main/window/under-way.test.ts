import { expect, test } from 'vitest'
import { isBusy, isUnsafeToStop } from '../../../src/main/window/under-way.ts'
import type { Activity, RunSnapshot } from '../../../src/shared/run.ts'
import { fakeStation } from '../../support/fake-station.ts'

function snapshotWith(...runs: readonly [Activity, boolean][]) {
  const station = fakeStation()
  const run = ([activity, cancellable]: readonly [Activity, boolean], at: number): RunSnapshot => ({
    id: String(at),
    procedure: 'issue-key',
    lane: 'desk',
    person: null,
    key: null,
    steps: [],
    activity,
    remarks: [],
    cancellable,
  })
  station.push({ runs: runs.map(run) })
  return station.snapshot()
}

const working: Activity = { kind: 'working', step: 'set-pin' }
const inserting: Activity = { kind: 'act', step: 'insert-key', act: 'insert-key' }
const cancelled: Activity = { kind: 'cancelled', keyState: 'untouched' }

test.each<[string, readonly [Activity, boolean][], boolean, boolean]>([
  ['no run', [], false, false],
  ['a run that waits for a key', [[inserting, true]], true, false],
  ['a run between erase and PIN', [[working, false]], true, true],
  ['a run that has ended', [[cancelled, false]], false, false],
  [
    'one of two that must not stop',
    [
      [inserting, true],
      [working, false],
    ],
    true,
    true,
  ],
])('%s', (_name, runs, busy, unsafe) => {
  const snapshot = snapshotWith(...runs)
  expect([isBusy(snapshot), isUnsafeToStop(snapshot)]).toEqual([busy, unsafe])
})
