import { describe, expect, test } from 'vitest'
import { matches } from '../../../src/renderer/commands/chord.ts'
import { createGuard, settleMs, type Verdict } from '../../../src/renderer/keyboard/guard.ts'
import { burstLength, fastestGapMs } from '../../../src/renderer/keyboard/typist.ts'

const stroke = (key: string, timeStamp: number, rest: object = {}) => ({
  key,
  code: '',
  timeStamp,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...rest,
})
const quiet = { isActing: false, changedAt: 0 }
/** What a YubiKey types when it is touched: 44 characters of modhex, then Enter. */
const oneTimePassword = [...Array.from('cccccbhvteljhdlhtjbkfcgjlhlkduhjgubrhhblkbfl'), 'Enter']

function play(keys: readonly string[], gapMs: number, from = 1000): Verdict[] {
  const guard = createGuard()
  return keys.map((key, at) => guard(stroke(key, from + at * gapMs), quiet))
}

describe('typing', () => {
  test.each([5, 10, 20, fastestGapMs])(
    'of a key, %i ms a stroke, is dropped with its Enter',
    (ms) => {
      const verdicts = play(oneTimePassword, ms)
      expect(verdicts.filter((verdict) => verdict === 'drop')).toHaveLength(1)
      expect(verdicts.slice(burstLength).every((verdict) => verdict === 'ignore')).toBe(true)
    },
  )

  test.each([40, 80, 150])('of a person, %i ms a stroke, passes', (ms) => {
    expect(new Set(play([...Array.from('jane.doe@example.com'), 'Enter'], ms))).toEqual(
      new Set(['pass']),
    )
  })

  test('rolled by quick fingers, five strokes at once, passes', () => {
    const guard = createGuard()
    const times = [0, 20, 40, 60, 80, 300, 320, 340].map((at) => at + 1000)
    expect(new Set(times.map((at) => guard(stroke('a', at), quiet)))).toEqual(new Set(['pass']))
  })

  test('by holding a letter down passes, however fast it repeats', () => {
    const guard = createGuard()
    const held = Array.from({ length: 30 }, (_, at) =>
      guard(stroke('a', 1000 + at * 20, { repeat: at > 0 }), quiet),
    )
    expect(new Set(held)).toEqual(new Set(['pass']))
  })

  test('of a key that stumbles within its burst stays ignored', () => {
    const guard = createGuard()
    const times = oneTimePassword.map((_, at) => 1000 + at * 8 + (at > 20 ? 100 : 0))
    const verdicts = oneTimePassword.map((key, at) => guard(stroke(key, times[at] ?? 0), quiet))
    expect(verdicts.slice(burstLength).every((verdict) => verdict === 'ignore')).toBe(true)
  })

  test('after a burst, passes again once it has paused; a late Enter of the burst does not', () => {
    const guard = createGuard()
    for (const [at, key] of oneTimePassword.slice(0, -1).entries())
      guard(stroke(key, 1000 + at * 10), quiet)
    expect(guard(stroke('Enter', 1530), quiet)).toBe('ignore')
    expect(guard(stroke('j', 2000), quiet)).toBe('pass')
    expect(guard(stroke('Enter', 2400), quiet)).toBe('pass')
  })
})

describe('while the key is being used', () => {
  const acting = { isActing: true, changedAt: 0 }
  test.each(['a', ' ', 'Enter', '5'])('%j is ignored', (key) => {
    expect(createGuard()(stroke(key, 5000), acting)).toBe('ignore')
  })
  test.each(['Escape', 'Tab', 'ArrowDown', 'F1'])('%s passes', (key) => {
    expect(createGuard()(stroke(key, 5000), acting)).toBe('pass')
  })
  test('a command with a modifier passes', () => {
    expect(createGuard()(stroke('t', 5000, { altKey: true }), acting)).toBe('pass')
  })
})

describe('after a change of screen', () => {
  const changed = { isActing: false, changedAt: 1000 }
  test('typing and Enter are ignored until it has settled, with or without a modifier', () => {
    const guard = createGuard()
    expect(guard(stroke('Enter', 1000 + settleMs - 1), changed)).toBe('ignore')
    expect(guard(stroke('Enter', 1000 + settleMs - 1, { ctrlKey: true }), changed)).toBe('ignore')
    expect(guard(stroke('Enter', 1000 + settleMs), changed)).toBe('pass')
  })
  test('Escape passes at once', () => {
    expect(createGuard()(stroke('Escape', 1001), changed)).toBe('pass')
  })
})

test('a held Enter presses once', () => {
  const guard = createGuard()
  expect(guard(stroke('Enter', 1000), quiet)).toBe('pass')
  expect(guard(stroke('Enter', 1500, { repeat: true }), quiet)).toBe('ignore')
})

describe('a chord', () => {
  const enter = { key: 'enter', with: 'control' } as const
  test('takes Control or Command, and no further modifier', () => {
    expect(matches(enter, stroke('Enter', 0, { ctrlKey: true }))).toBe(true)
    expect(matches(enter, stroke('Enter', 0, { metaKey: true }))).toBe(true)
    expect(matches(enter, stroke('Enter', 0))).toBe(false)
    expect(matches(enter, stroke('Enter', 0, { ctrlKey: true, altKey: true }))).toBe(false)
  })
  test('finds its letter by place where Option types a sign', () => {
    expect(matches({ key: 'p', with: 'alt' }, stroke('π', 0, { altKey: true, code: 'KeyP' }))).toBe(
      true,
    )
  })
})
