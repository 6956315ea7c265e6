import { expect, test } from 'vitest'
import { watchPinView } from '../../../src/main/window/pin-view.ts'
import type { Activity, RunSnapshot } from '../../../src/shared/run.ts'
import { fakeStation } from '../../support/fake-station.ts'

const key = { path: 'slot', product: 'Key', vendorId: 1, productId: 2 }
const person = {
  id: '00u1',
  login: 'jane@example.com',
  email: 'jane@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  status: 'ACTIVE',
} as const

const asking: Activity = {
  kind: 'ask',
  step: 'set-pin',
  questionId: 'q',
  question: { kind: 'choose-pin', minimumLength: 4, maximumBytes: 63, refused: null },
}

const done: Activity = {
  kind: 'done',
  outcome: {
    kind: 'issued',
    issuanceId: 'i-1',
    person,
    key,
    provider: 'okta',
    rpId: 'example.okta.com',
    factorId: 'f',
    credentialId: 'c',
    aaguid: 'a',
    authenticatorName: null,
    pinToHandOver: true,
    isWaiting: true,
    remarks: [],
    others: [],
  },
}

function runWith(activity: Activity): RunSnapshot {
  return {
    id: 'r',
    procedure: 'issue-key',
    lane: 'desk',
    person,
    key,
    steps: [],
    activity,
    remarks: [],
    cancellable: true,
  }
}

function watch() {
  const station = fakeStation()
  let isProtected = false
  const watched = watchPinView(station, (isOn) => {
    isProtected = isOn
  })
  return { station, watched, isProtected: () => isProtected }
}

test('the view is protected while a PIN is typed', () => {
  const { station, isProtected } = watch()
  station.push({ runs: [runWith(asking)] })
  expect(isProtected()).toBe(true)
  station.push({ runs: [runWith({ kind: 'working', step: 'set-pin' })] })
  expect(isProtected()).toBe(false)
})

test('it is protected before a PIN is revealed, until the run is dismissed', async () => {
  const { station, watched, isProtected } = watch()
  station.push({ runs: [runWith(done)] })
  expect(isProtected()).toBe(false)
  const reply = watched.request('pins.reveal', { issuanceId: 'i-1' })
  expect(isProtected()).toBe(true)
  await reply
  station.push({ runs: [runWith(done)] })
  expect(isProtected()).toBe(true)
  station.push({ runs: [] })
  expect(isProtected()).toBe(false)
})

test('a PIN revealed outside a run stays protected', async () => {
  const { station, watched, isProtected } = watch()
  await watched.request('pins.reveal', { issuanceId: 'i-2' })
  station.push({ runs: [] })
  expect(isProtected()).toBe(true)
})

test.each([null, 'i-1', { issuanceId: 7 }, {}])(
  'an input that names no issuance (%o) is passed on as it is',
  async (input) => {
    const { watched, isProtected } = watch()
    expect(await watched.request('pins.reveal', input)).toEqual({ ok: true, value: null })
    expect(isProtected()).toBe(false)
  },
)
