import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/simulator/virtual-key/clock.ts'
import { fido20Profile } from '../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import {
  issuedIn,
  openTestStation,
  runIssue,
  runOrder,
  typedPin,
  type TestStation,
} from '../../support/test-station.ts'

const issued = [
  'find-person',
  'insert-key',
  'check-key',
  'enroll-factor',
  'set-pin',
  'create-credential',
  'create-credential: touch-key',
  'register-credential',
  'prove-credential',
  'force-pin-change',
  'done',
]
const withoutTouch = issued.filter((line) => !line.endsWith('touch-key'))

let key: VirtualKey
let desk: TestStation

async function open(keys: ReadonlyMap<string, VirtualKey>): Promise<void> {
  await desk.close()
  desk = await openTestStation(keys)
}

beforeEach(async () => {
  key = new VirtualKey()
  desk = await openTestStation(new Map([['one', key]]))
})

afterEach(async () => {
  expect(desk.defects).toEqual([])
  await desk.close()
})

/** Jane's factors at the double. */
function factorsOfJane() {
  return desk.double.records().factors.filter(({ login }) => login === 'jane.doe@example.com')
}

async function lastRow() {
  const [row] = await desk.registry.issuances.listRecent(1)
  if (!row) throw new Error('no row')
  return row
}

async function factsOfJournal(): Promise<string[]> {
  return (await desk.registry.journal.list(100)).map(({ fact }) => fact.fact).toReversed()
}

describe('a key is issued', () => {
  test('with a random PIN that stays sealed until it is handed over', async () => {
    const { activities, end } = await runIssue(desk)
    expect(squeezed(activities)).toEqual(squeezed(withoutTouch))
    const outcome = issuedIn(end)
    expect(factorsOfJane()).toMatchObject([
      { id: outcome.factorId, status: 'ACTIVE', credentialId: outcome.credentialId },
    ])
    expect(key.summary).toMatchObject({ hasPin: true, credentials: [{ rpId: outcome.rpId }] })
    expect(await lastRow()).toMatchObject({ state: 'issued', act: null, hasSealedPin: true })

    const { issuanceId } = outcome
    const revealed = await desk.station.request('pins.reveal', { issuanceId })
    expect(revealed).toMatchObject({ ok: true, value: { pin: expect.any(Uint8Array) } })
    expect(await desk.station.request('pins.hand-over', { issuanceId })).toMatchObject({ ok: true })
    expect(await lastRow()).toMatchObject({ state: 'active', hasSealedPin: false })
    expect(await desk.station.request('pins.reveal', { issuanceId })).toMatchObject({ ok: false })
  })

  test('with a PIN the holder types, and nothing of it is kept', async () => {
    const { activities } = await runIssue(desk, {
      templateId: 'walk-in',
      answer: () => typedPin('Blåbær-7🫐'),
    })
    expect(activities).toContain('set-pin? choose-pin')
    expect(activities.at(-1)).toBe('done')
    expect(await lastRow()).toMatchObject({ state: 'active', hasSealedPin: false })
  })

  test('and the journal tells it in order, its chain intact', async () => {
    await runIssue(desk)
    expect(await factsOfJournal()).toEqual([
      'run-started',
      'factor-enrolled',
      'pin-set',
      'credential-created',
      'credential-registered',
      'credential-proven',
      'key-configured',
      'run-done',
    ])
    expect(await desk.registry.journal.verify()).toEqual({
      intact: true,
      entries: 8,
      setBack: null,
    })
  })

  test('after one touch, asked for while the key waits for it', async () => {
    key.setTouchPolicy('ask')
    const { activities } = await runIssue(desk, {
      onActivity: (activity) => {
        if (activity.kind === 'act' && activity.act === 'touch-key') key.touch()
      },
    })
    expect(activities.filter((line) => line.endsWith('touch-key'))).toHaveLength(1)
    expect(squeezed(activities)).toEqual(squeezed(issued))
  })

  test('on a key of CTAP 2.0, with one token for the credential and its proof', async () => {
    const old = new VirtualKey({ profile: fido20Profile })
    await open(new Map([['one', old]]))
    old.clearLog()
    expect((await runIssue(desk)).activities.at(-1)).toBe('done')
    expect(old.log.map(({ command }) => command)).toEqual([
      'init',
      'getInfo',
      // Once more before it is written to: whether it is blank still.
      'getInfo',
      'clientPin.getKeyAgreement',
      'clientPin.setPin',
      'clientPin.getPinToken',
      'makeCredential',
      'getAssertion',
    ])
  })

  test('with two calls to Okta once the person is found', async () => {
    await runIssue(desk)
    const calls = desk.double.records().requests.filter(({ path }) => path.startsWith('/api'))
    const afterPerson = calls
      .slice(1)
      .map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
    expect(afterPerson).toEqual(['POST factors', 'POST activate'])
  })
})

describe('a key that is not blank', () => {
  beforeEach(async () => {
    await runIssue(desk, { person: 'jane.doe@example.com' })
  })

  test('is left as it is when the operator says no', async () => {
    const { activities, end } = await runIssue(desk, {
      answer: ({ kind }) => (kind === 'confirm-erase' ? { kind, erase: false } : null),
    })
    expect(activities.slice(-2)).toEqual(['erase-key? confirm-erase', 'cancelled'])
    expect(end.activity).toMatchObject({ keyState: 'untouched' })
    expect(key.summary.credentials).toHaveLength(1)
    expect(factorsOfJane()).toMatchObject([{ status: 'ACTIVE' }])
  })

  test('names its holder, is erased when confirmed, and issued again', async () => {
    let holder: string | null = null
    const { end } = await runIssue(desk, {
      person: 'jane.doe@example.com',
      answer: (question) => {
        if (question.kind !== 'confirm-erase') return null
        holder = question.holder
        return { kind: 'confirm-erase', erase: true }
      },
    })
    expect(holder).toBe('Jane Doe')
    expect(end.activity.kind).toBe('done')
    expect(key.summary.credentials).toHaveLength(1)
    expect(await factsOfJournal()).toContain('key-erased')
  })

  test('and what it held before is over: row, sealed PIN and factor', async () => {
    const former = await lastRow()
    await runIssue(desk, {
      person: 'john.doe@example.com',
      answer: ({ kind }) => (kind === 'confirm-erase' ? { kind, erase: true } : null),
    })
    expect(await desk.registry.issuances.find(former.id)).toMatchObject({
      state: 'revoked',
      act: null,
      hasSealedPin: false,
    })
    expect(factorsOfJane()).toEqual([])
    expect(await lastRow()).toMatchObject({ login: 'john.doe@example.com', state: 'issued' })
  })

  test('is plugged in again when its time for a reset is over', async () => {
    const slow = new VirtualKey({ resetWindowMs: 0 })
    await open(new Map([['one', slow]]))
    await runIssue(desk)
    const { activities, end } = await runIssue(desk, {
      waitForKeyMs: 10_000,
      answer: ({ kind }) => (kind === 'confirm-erase' ? { kind, erase: true } : null),
      onActivity: (activity) => {
        if (activity.kind !== 'act' || activity.act !== 'reinsert-key') return
        slow.unplug()
        setTimeout(() => slow.plugIn(), 600)
      },
    })
    expect(activities).toContain('erase-key: reinsert-key')
    expect(end.activity).toMatchObject({ failure: { cause: { code: 'reset-too-late' } } })
  })

  test('is erased when it comes back in time', async () => {
    const clock = new ManualClock()
    const slow = new VirtualKey({ clock })
    await open(new Map([['one', slow]]))
    await runIssue(desk)
    clock.advance(11_000)
    const { activities } = await runIssue(desk, {
      waitForKeyMs: 10_000,
      answer: ({ kind }) => (kind === 'confirm-erase' ? { kind, erase: true } : null),
      onActivity: (activity) => {
        if (activity.kind !== 'act' || activity.act !== 'reinsert-key') return
        slow.unplug()
        setTimeout(() => slow.plugIn(), 600)
      },
    })
    expect(activities).toContain('erase-key: reinsert-key')
    expect(activities.at(-1)).toBe('done')
    expect(slow.summary.credentials).toHaveLength(1)
  })

  test('fails at once when its time is over and nobody is there to plug it in again', async () => {
    await open(new Map([['one', new VirtualKey({ resetWindowMs: 0 })]]))
    await runIssue(desk)
    const { activities } = await runIssue(desk, {
      answer: ({ kind }) => (kind === 'confirm-erase' ? { kind, erase: true } : null),
    })
    expect(activities.at(-1)).toBe('failed: reset-too-late, key untouched')
  })
})

describe('what goes wrong ends in a clear failure that names the state of the key', () => {
  test('a wrong person', async () => {
    const { activities } = await runIssue(desk, { person: 'nobody@example.com' })
    expect(activities.at(-1)).toBe('failed: person-not-found, key none')
  })

  test('a person who cannot get a key', async () => {
    const suspended = desk.double.records().users.find(({ status }) => status === 'SUSPENDED')
    const { activities } = await runIssue(desk, { person: suspended?.profile.login ?? '' })
    expect(activities.at(-1)).toBe('failed: person-not-eligible, key none')
  })

  test('no key', async () => {
    key.unplug()
    expect((await runIssue(desk)).activities.at(-1)).toBe('failed: no-key, key none')
  })

  test('two keys', async () => {
    await open(
      new Map([
        ['one', key],
        ['two', new VirtualKey()],
      ]),
    )
    expect((await runIssue(desk)).activities.at(-1)).toBe('failed: several-keys, key none')
    expect(key.summary.hasPin).toBe(false)
  })

  test('two keys, of which one is taken out in time', async () => {
    const two = new VirtualKey()
    await open(
      new Map([
        ['one', key],
        ['two', two],
      ]),
    )
    const { activities } = await runIssue(desk, {
      waitForKeyMs: 10_000,
      onActivity: (activity) => {
        if (activity.kind === 'act' && activity.act === 'leave-one-key') two.unplug()
      },
    })
    expect(activities.slice(0, 3)).toEqual([
      'find-person',
      'insert-key',
      'insert-key: leave-one-key',
    ])
    expect(activities.at(-1)).toBe('done')
  })

  test('a PIN too short is asked for again, with the reason', async () => {
    const refusals: unknown[] = []
    const { activities } = await runIssue(desk, {
      templateId: 'walk-in',
      answer: (question) => {
        if (question.kind !== 'choose-pin') return null
        refusals.push(question.refused)
        return typedPin(refusals.length === 1 ? '🫐🫐🫐' : '🫐🫐🫐🫐')
      },
    })
    expect(refusals).toEqual([null, { code: 'pin-too-short', minimum: 4 }])
    expect(activities.at(-1)).toBe('done')
  })

  test('Okta out of reach', async () => {
    await desk.double.close()
    const { activities } = await runIssue(desk)
    expect(activities.at(-1)).toBe('failed: provider-unreachable, key none')
  })

  test('Okta lost after the PIN was set: the PIN is still in the registry', async () => {
    const { activities } = await runIssue(desk, {
      onActivity: (activity) => {
        if (activity.kind === 'working' && activity.step === 'create-credential') {
          desk.double.faults.add({ kind: 'drop', when: 'before-commit' })
        }
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-unreachable, key unregistered-credential')
    expect(await lastRow()).toMatchObject({
      state: 'unfinished',
      act: 'registering',
      hasSealedPin: true,
    })
  })

  test('Okta refusing to begin: what others have pending is left alone', async () => {
    const jane = desk.double
      .records()
      .users.find(({ profile }) => profile.login === 'jane.doe@example.com')
    const person = await desk.provider.getPerson(jane?.id ?? '')
    const theirs = await desk.provider.begin(person)
    desk.double.faults.add({ kind: 'insufficient-scope', method: 'POST', path: '*/factors' })
    const { activities } = await runIssue(desk)
    expect(activities.at(-1)).toBe('failed: provider-denied, key untouched')
    expect(factorsOfJane()).toMatchObject([{ id: theirs.factorId }])
    expect(await lastRow()).toMatchObject({ state: 'expired', act: null, hasSealedPin: false })
  })

  test('a key that refuses every random PIN has none, and none stays sealed', async () => {
    const misdeed = { kind: 'status', status: 0x37 } as const
    key.inject({ on: 'clientPin.setPin', misdeed, times: 8 })
    const { activities } = await runIssue(desk)
    expect(activities.at(-1)).toBe('failed: pin-policy, key untouched')
    expect(key.summary.hasPin).toBe(false)
    expect(await lastRow()).toMatchObject({ state: 'expired', act: null, hasSealedPin: false })
  })

  test('an orphan is deleted by the preview of credential management too', async () => {
    key = new VirtualKey({ profile: { versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'] } })
    await desk.close()
    desk = await openTestStation(new Map([['one', key]]), { forcePinChange: 'never' })
    key.inject({ on: 'makeCredential', misdeed: { kind: 'unplug', when: 'done' } })
    const stopped = await runIssue(desk)
    expect(stopped.activities.at(-1)).toBe('failed: key-removed, key unknown')
    expect(key.summary.credentials).toHaveLength(1)
    key.plugIn()
    const issuanceId = (await lastRow())?.id ?? ''
    const order = { procedure: 'finish-unfinished', issuanceId } as const
    const { activities } = await runOrder(desk, order)
    expect(activities).toEqual(['find-issuance', 'finish', 'insert-key', 'finish', 'done'])
    expect(key.summary).toMatchObject({ hasPin: true, credentials: [] })
    expect(await lastRow()).toMatchObject({ state: 'expired', act: null, onKey: 'nothing' })
  })

  test('a key pulled during the touch: no factor stays behind', async () => {
    key.setTouchPolicy('ask')
    const { activities } = await runIssue(desk, {
      onActivity: (activity) => {
        if (activity.kind === 'act' && activity.act === 'touch-key') key.unplug()
      },
    })
    expect(activities.at(-1)).toBe('failed: key-removed, key unknown')
    expect(factorsOfJane()).toEqual([])
    expect(await lastRow()).toMatchObject({
      state: 'unfinished',
      act: 'creating',
      hasSealedPin: true,
    })
    expect((await factsOfJournal()).slice(-2)).toEqual(['factor-deleted', 'run-failed'])
  })

  test('a key pulled before it was opened', async () => {
    const { activities } = await runIssue(desk, {
      onActivity: (activity) => {
        if (activity.kind === 'working' && activity.step === 'insert-key') key.unplug()
      },
    })
    expect(activities.at(-1)).toBe('failed: no-key, key none')
  })

  test('cancelled while the key is checked: nothing is written to it', async () => {
    const { activities } = await runIssue(desk, {
      onActivity: (activity, station, runId) => {
        if (activity.kind !== 'working' || activity.step !== 'check-key') return
        void station.request('runs.cancel', { runId })
      },
    })
    expect(activities.at(-1)).toBe('cancelled')
    expect(key.summary.hasPin).toBe(false)
  })

  test('cancelled while the key waits for a touch', async () => {
    key.setTouchPolicy('ask')
    const { activities, end } = await runIssue(desk, {
      onActivity: (activity, station, runId) => {
        if (activity.kind !== 'act' || activity.act !== 'touch-key') return
        void station.request('runs.cancel', { runId })
      },
    })
    expect(activities.at(-1)).toBe('cancelled')
    expect(end.activity).toMatchObject({ keyState: 'pin-set' })
    expect(factorsOfJane()).toEqual([])
    expect(key.awaitsTouch).toBe(false)
  })
})

/** Each run of equal lines once: how often a key says that it works is its own affair. */
function squeezed(lines: readonly string[]): string[] {
  return lines.filter((line, at) => line !== lines[at - 1])
}
