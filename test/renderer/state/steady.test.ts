import { expect, test } from 'vitest'
import { appearsAfterMs, createSteady, staysForMs } from '../../../src/renderer/state/steady.ts'
import type { Activity, RunSnapshot } from '../../../src/shared/run.ts'
import { failure, runAt } from '../support/samples.ts'

/** A clock that goes when it is told to. */
function handClock() {
  let now = 0
  let due: { at: number; act: () => void } | null = null
  return {
    clock: {
      now: () => now,
      after(ms: number, act: () => void) {
        due = { at: now + ms, act }
        return () => void (due = null)
      },
    },
    go(ms: number) {
      now += ms
      if (due === null || due.at > now) return
      const { act } = due
      due = null
      act()
    },
  }
}

function setUp() {
  const shown: string[] = []
  const { clock, go } = handClock()
  const feed = createSteady((run) => shown.push(run === null ? '-' : sceneOf(run)), clock)
  return { shown, feed, go }
}

const sceneOf = ({ activity }: RunSnapshot): string =>
  'step' in activity ? `${activity.kind} ${activity.step}` : activity.kind

const touch = runAt('create-credential', {
  kind: 'act',
  step: 'create-credential',
  act: 'touch-key',
  hold: false,
  why: 'create',
})
const working = (step: Extract<Activity, { kind: 'working' }>['step']): RunSnapshot =>
  runAt(step, { kind: 'working', step })

test('work that is over before it would appear is never shown', () => {
  const { shown, feed, go } = setUp()
  feed(touch)
  feed(working('register-credential'))
  go(appearsAfterMs - 1)
  feed(runAt('register-credential', { kind: 'cancelled', keyState: 'untouched' }))
  go(1000)
  expect(shown.at(-1)).toBe('cancelled')
  expect(shown).not.toContain('working register-credential')
})

test('work appears when it has lasted, whatever is said about it meanwhile', () => {
  const { shown, feed, go } = setUp()
  feed(touch)
  feed(working('register-credential'))
  go(appearsAfterMs - 1)
  feed(working('register-credential'))
  go(1)
  expect(shown.at(-1)).toBe('working register-credential')
})

test('work that has appeared stays, and then only the last of what came counts', () => {
  const { shown, feed, go } = setUp()
  feed(working('check-key'))
  go(appearsAfterMs)
  feed(working('set-pin'))
  feed(touch)
  go(staysForMs - 1)
  expect(shown.at(-1)).toBe('working check-key')
  go(1)
  expect(shown.at(-1)).toBe('act create-credential')
  expect(shown).not.toContain('working set-pin')
})

test('an act, a question and an end are shown at once', () => {
  const { shown, feed } = setUp()
  feed(touch)
  feed(runAt('create-credential', { kind: 'failed', step: null, failure: failure('key-removed') }))
  feed(null)
  expect(shown).toEqual(['act create-credential', 'failed null', '-'])
})

test('while a picture is held, the rail and the way to stop stay true', () => {
  const runs: (RunSnapshot | null)[] = []
  const { clock } = handClock()
  const feed = createSteady((run) => runs.push(run), clock)
  feed(touch)
  feed({ ...working('register-credential'), cancellable: false })
  const last = runs.at(-1)
  expect(last?.activity.kind).toBe('act')
  expect(last?.cancellable).toBe(false)
  expect(last?.steps.find(({ state }) => state === 'current')?.name).toBe('register-credential')
})
