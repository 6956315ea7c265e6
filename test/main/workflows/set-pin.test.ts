import { beforeEach, expect, test } from 'vitest'
import {
  agree,
  facts,
  issue,
  openTestDesk,
  recoverAt,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { typedPin } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const setPin = { procedure: 'set-pin' } as const

test('the holder changes the sealed PIN into one of their own, and the gate it was is open', async () => {
  const { id } = await issue(desk)
  expect(await rowOf(desk, id)).toMatchObject({ state: 'issued', hasSealedPin: true })
  const { activities } = await run(desk, setPin)
  expect(activities).toEqual([
    'insert-key',
    'check-key',
    'set-pin? choose-pin',
    'set-pin',
    'activate',
    'done',
  ])
  expect(await rowOf(desk, id)).toMatchObject({ state: 'active', act: null, hasSealedPin: false })
  expect((await facts(desk)).slice(-2)).toEqual(['pin-changed', 'issuance-activated'])

  const again = await run(desk, setPin, { answer: agree({ own: '11223344' }) })
  expect(again.activities).toEqual([
    'insert-key',
    'check-key',
    'set-pin? enter-pin',
    'set-pin? choose-pin',
    'set-pin',
    'done',
  ])
})

test('killed once the PIN was changed: the next start opens the gate it was', async () => {
  const { id } = await issue(desk)
  await run(desk, setPin)
  // As the change of the PIN left the row, and as it stood before the key had answered.
  for (const left of [{ act: 'activating' }, { act: 'changing-pin' }] as const) {
    await desk.registry.issuances.update(id, { ...left, state: 'issued' })
    await recoverAt(desk)
    expect(await rowOf(desk, id)).toMatchObject({ state: 'active', act: null })
  }
})

test('a PIN that is changed by reset-pin opens the gate as well', async () => {
  const { id } = await issue(desk)
  const { activities } = await run(desk, { procedure: 'reset-pin', pin: 'known' })
  expect(activities.slice(-2)).toEqual(['activate', 'done'])
  expect(await rowOf(desk, id)).toMatchObject({ state: 'active', act: null, hasSealedPin: false })
})

test('a wrong PIN is asked for again, and the tries left are told', async () => {
  await issue(desk, 'walk-in')
  const typed = ['00000000', '73519420']
  const asked: unknown[] = []
  const { activities } = await run(desk, setPin, {
    answer: (question) => {
      if (question.kind !== 'enter-pin') return agree()(question)
      asked.push([question.retriesLeft, question.refused?.code ?? null])
      return { kind: 'enter-pin', pin: new TextEncoder().encode(typed.shift() ?? '') }
    },
  })
  expect(asked).toEqual([
    [8, null],
    [7, 'pin-wrong'],
  ])
  expect(activities.at(-1)).toBe('done')
})

test('a new PIN that is too short is refused before the key is asked', async () => {
  await issue(desk)
  const typed = ['123', '246802']
  const { activities } = await run(desk, setPin, {
    answer: (question) =>
      question.kind === 'choose-pin' ? typedPin(typed.shift() ?? '') : agree()(question),
  })
  expect(activities.filter((line) => line.endsWith('choose-pin'))).toHaveLength(2)
  expect(activities.at(-1)).toBe('done')
})

test('after three wrong PINs the key wants to be inserted again, and nothing has changed', async () => {
  const { id } = await issue(desk, 'walk-in')
  const { activities } = await run(desk, setPin, { answer: agree({ current: '00000000' }) })
  expect(activities.at(-1)).toBe('failed: pin-blocked-until-reinserted, key untouched')
  expect(await rowOf(desk, id)).toMatchObject({ state: 'active', act: null })
})

test('a key the registry does not know, and one without a PIN, are told apart', async () => {
  expect((await run(desk, setPin)).activities.at(-1)).toBe('failed: key-unknown, key untouched')
  const reset = await run(desk, { procedure: 'reset-pin', pin: 'known' })
  expect(reset.activities.at(-1)).toBe('failed: pin-missing, key untouched')
})
