import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Conversation } from '../../../src/main/desk/conversation.ts'
import { failureOf } from '../../../src/main/desk/failure-of.ts'
import { ProcedureError, Refusal } from '../../../src/main/procedure-error.ts'
import { Run } from '../../../src/main/station/run.ts'
import type { Outcome, RunSnapshot } from '../../../src/shared/run.ts'

const outcome = { issuanceId: 'i1' } as Outcome

/** A run of `work`, with every snapshot it published. */
function start(work: (talk: Conversation) => Promise<Outcome>) {
  const snapshots: RunSnapshot[] = []
  const run = new Run({
    id: 'r1',
    procedure: 'issue-key',
    lane: 'desk',
    work,
    failureOf,
    steps: ['find-person', 'erase-key', 'set-pin'],
    onChange: (snapshot) => void snapshots.push(snapshot),
  })
  return { run, snapshots, end: run.start() }
}

const stepsOf = (snapshot: RunSnapshot | undefined) =>
  snapshot?.steps.map(({ name, state }) => `${name} ${state}`)

test('shows whole states: the rail, the activity, what is known', async () => {
  const { snapshots, end } = start(async (talk) => {
    talk.show('find-person')
    talk.know({ keyState: 'untouched' })
    talk.skip('erase-key')
    talk.show('set-pin', { act: 'touch-key', hold: false, why: 'create' })
    await Promise.resolve()
    return outcome
  })
  await end
  expect(snapshots.map(({ activity }) => activity.kind)).toEqual(['working', 'act', 'done'])
  expect(stepsOf(snapshots[1])).toEqual([
    'find-person done',
    'erase-key skipped',
    'set-pin current',
  ])
  expect(stepsOf(snapshots[2])).toEqual(['find-person done', 'erase-key skipped', 'set-pin done'])
})

test('a step that people were only asked about is not done before it is worked on', async () => {
  const { run, snapshots, end } = start(async (talk) => {
    talk.show('find-person')
    const key = { path: 'one', product: 'Key', vendorId: 1, productId: 2 }
    await talk.ask('erase-key', {
      kind: 'confirm-erase',
      key,
      holder: null,
      isBlank: false,
      credentials: null,
    })
    talk.show('set-pin')
    talk.show('erase-key')
    return outcome
  })
  const asked = snapshots.at(-1)?.activity
  if (asked?.kind !== 'ask') throw new Error('not asked')
  run.answer(asked.questionId, { kind: 'confirm-erase', erase: true })
  await end
  expect(snapshots.slice(1).map((each) => stepsOf(each)?.slice(1))).toEqual([
    ['erase-key current', 'set-pin pending'],
    ['erase-key pending', 'set-pin current'],
    ['erase-key current', 'set-pin done'],
    ['erase-key done', 'set-pin done'],
  ])
})

describe('a question', () => {
  const ask = (talk: Conversation) =>
    talk.ask('set-pin', { kind: 'choose-pin', minimumLength: 4, maximumBytes: 63, refused: null })

  test('is answered once, by its own id and kind', async () => {
    const pin = Uint8Array.of(1, 2)
    const { run, snapshots, end } = start(async (talk) => {
      expect(await ask(talk)).toEqual({ kind: 'choose-pin', pin })
      return outcome
    })
    const asked = snapshots.at(-1)?.activity
    if (asked?.kind !== 'ask') throw new Error('not asked')
    const { questionId } = asked
    expect(() => run.answer('r1:9', { kind: 'choose-pin', pin })).toThrow(ProcedureError)
    expect(() => run.answer(questionId, { kind: 'confirm-erase', erase: true })).toThrow(
      ProcedureError,
    )
    run.answer(questionId, { kind: 'choose-pin', pin })
    expect(() => run.answer(questionId, { kind: 'choose-pin', pin })).toThrow(ProcedureError)
    await end
    expect(run.snapshot().activity.kind).toBe('done')
  })

  test('leaves nobody listening once it is answered', async () => {
    const { run, snapshots, end } = start(async (talk) => {
      for (let count = 0; count < 3; count++) await ask(talk)
      expect(getEventListeners(talk.signal, 'abort')).toHaveLength(0)
      return outcome
    })
    for (let count = 0; count < 3; count++) {
      const asked = snapshots.at(-1)?.activity
      if (asked?.kind !== 'ask') throw new Error('not asked')
      run.answer(asked.questionId, { kind: 'choose-pin', pin: Uint8Array.of(1) })
      await new Promise((resolve) => setImmediate(resolve))
    }
    await end
    expect(run.snapshot().activity.kind).toBe('done')
  })

  test('is not asked once the run is cancelled', async () => {
    let go: () => void = () => undefined
    const { run, snapshots, end } = start(async (talk) => {
      await new Promise<void>((resolve) => (go = resolve))
      await ask(talk)
      return outcome
    })
    run.cancel()
    go()
    await end
    expect(snapshots.map(({ activity }) => activity.kind)).toEqual(['cancelled'])
  })

  test('ends when the run is cancelled', async () => {
    const { run, end } = start(async (talk) => {
      await ask(talk)
      return outcome
    })
    run.cancel()
    await end
    expect(run.snapshot().activity).toEqual({ kind: 'cancelled', keyState: 'none' })
  })
})

describe('an end', () => {
  test('a failure keeps the step, the act and the state of the key', async () => {
    const { run, end } = start(async (talk) => {
      talk.show('set-pin')
      talk.know({ keyState: 'unknown', act: 'setting-pin' })
      await Promise.reject(new ProcedureError({ code: 'no-key' }))
      return outcome
    })
    await end
    expect(run.snapshot().activity).toEqual({
      kind: 'failed',
      step: 'set-pin',
      failure: {
        cause: { code: 'no-key' },
        keyState: 'unknown',
        act: 'setting-pin',
        requestId: null,
      },
    })
    expect(stepsOf(run.snapshot())).toContain('set-pin failed')
  })

  test('a refusal is no failure', async () => {
    const { run, end } = start(() => Promise.reject(new Refusal()))
    await end
    expect(run.snapshot().activity.kind).toBe('cancelled')
  })

  test('what must not be interrupted cannot be cancelled', async () => {
    let finish: () => void = () => undefined
    const { run, end } = start(async (talk) => {
      await talk.hold(() => new Promise<void>((resolve) => (finish = resolve)))
      return outcome
    })
    expect(run.snapshot().cancellable).toBe(false)
    expect(() => run.cancel()).toThrow(ProcedureError)
    finish()
    await end
    expect(run.snapshot().activity.kind).toBe('done')
  })
})
