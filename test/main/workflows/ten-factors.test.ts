import { beforeEach, expect, test } from 'vitest'
import {
  agree,
  facts,
  factorsOfJane,
  issue,
  issueTenth,
  jane,
  openTestDesk,
  rowOf,
  run,
  tenFactors,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issuedIn, type Script } from '../../support/test-station.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk()
})

const forgotten = { procedure: 'reset-pin', pin: 'forgotten' } as const

test('a forgotten PIN is reset: the factor of this very key goes first, and there are ten again', async () => {
  const former = await issueTenth(desk)
  const { activities, end } = await run(desk, forgotten)
  expect(activities.filter((line) => !line.endsWith('touch-key'))).toEqual([
    'insert-key',
    'find-person',
    'check-key',
    'enroll-factor',
    'erase-key? confirm-erase',
    'revoke-former',
    'enroll-factor',
    'erase-key',
    'set-pin',
    'create-credential',
    'register-credential',
    'prove-credential',
    'force-pin-change',
    'revoke-former',
    'done',
  ])
  const now = await rowOf(desk, issuedIn(end).issuanceId)
  expect(now).toMatchObject({ state: 'issued', act: null, formerId: former.id })
  expect(await rowOf(desk, former.id)).toMatchObject({
    state: 'revoked',
    act: null,
    onKey: 'wiped',
    hasSealedPin: false,
  })
  expect(tenFactors(desk)).toContainEqual([now.factorId, 'ACTIVE'])
  expect(desk.one.summary.credentials).toHaveLength(1)
  const revoked = (await facts(desk)).filter((fact) => fact === 'issuance-revoked')
  expect(revoked).toHaveLength(1)
})

test('a no to the erasure leaves all ten, and the key', async () => {
  const former = await issueTenth(desk)
  const { activities } = await run(desk, forgotten, {
    answer: () => ({ kind: 'confirm-erase', erase: false }),
  })
  expect(activities.slice(-2)).toEqual(['erase-key? confirm-erase', 'cancelled'])
  expect(tenFactors(desk)).toContainEqual([former.factorId, 'ACTIVE'])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'issued', act: null })
  expect(desk.one.summary.credentials).toHaveLength(1)
})

test('their own key is issued to them again', async () => {
  const former = await issueTenth(desk)
  const { end } = await run(desk, {
    procedure: 'issue-key',
    personId: former.personId,
    templateId: 'hand-over',
  })
  const { factorId } = issuedIn(end)
  expect(tenFactors(desk)).toContainEqual([factorId, 'ACTIVE'])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
})

test('a lost key is replaced: it is revoked first, and there are ten again', async () => {
  const former = await issueTenth(desk)
  desk.swap()
  const { activities, end } = await run(desk, {
    procedure: 'replace-key',
    issuanceId: former.id,
  })
  expect(activities.slice(5, 9)).toEqual([
    'enroll-factor',
    'revoke-former',
    'enroll-factor',
    'revoke-former',
  ])
  const { factorId } = issuedIn(end)
  expect(tenFactors(desk)).toContainEqual([factorId, 'ACTIVE'])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'unknown' })
})

test('nothing is given up where it would not be enough', async () => {
  desk = await openTestDesk({}, 'id.example.com')
  const former = await issueTenth(desk)
  const template = await desk.registry.templates.find('hand-over')
  if (template) await desk.registry.templates.save({ ...template, origins: 'every' })
  const { activities } = await run(desk, {
    procedure: 'issue-key',
    personId: former.personId,
    templateId: 'hand-over',
  })
  expect(activities.at(-1)).toBe('failed: too-many-factors, key untouched')
  expect(tenFactors(desk)).toContainEqual([former.factorId, 'ACTIVE'])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'issued', act: null })
})

test('where Okta lets people hold one key only, theirs is reset and replaced all the same', async () => {
  desk.double.settings.maximumWebAuthnFactors = 1
  const former = await issue(desk)
  const reset = issuedIn((await run(desk, forgotten)).end)
  expect(factorsOfJane(desk)).toMatchObject([{ id: reset.factorId, status: 'ACTIVE' }])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  desk.swap()
  const replace = { procedure: 'replace-key', issuanceId: reset.issuanceId } as const
  const { factorId } = issuedIn((await run(desk, replace)).end)
  expect(factorsOfJane(desk)).toMatchObject([{ id: factorId, status: 'ACTIVE' }])
  const second = { procedure: 'issue-key', personId: jane, templateId: 'hand-over' } as const
  desk.two.unplug()
  desk.one.plugIn()
  const { activities } = await run(desk, second)
  expect(activities.at(-1)).toBe('failed: one-key-only, key untouched')
  expect(factorsOfJane(desk)).toMatchObject([{ id: factorId, status: 'ACTIVE' }])
})

test('a PIN the holder chooses is typed before the factor of the key goes', async () => {
  const former = await issueTenth(desk, 'walk-in')
  const { activities } = await run(desk, forgotten, {
    answer: (question) => (question.kind === 'choose-pin' ? null : agree()(question)),
    onActivity: (activity, station, runId) => {
      const isIt = activity.kind === 'ask' && activity.question.kind === 'choose-pin'
      if (isIt) void station.request('runs.cancel', { runId })
    },
  })
  expect(activities.slice(-3)).toEqual([
    'erase-key? confirm-erase',
    'set-pin? choose-pin',
    'cancelled',
  ])
  expect(tenFactors(desk)).toContainEqual([former.factorId, 'ACTIVE'])
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'active', act: null })
})

test.each([2001, null])(
  'the reset that is stopped after its factor went says so, and can be done again: a key with the serial number %s',
  async (serialNumber) => {
    desk = await openTestDesk({}, null, { serialNumber })
    const former = await issueTenth(desk)
    let begun = 0
    const { activities, end } = await run(desk, forgotten, {
      onActivity: (activity) => {
        if (activity.kind !== 'working' || activity.step !== 'enroll-factor') return
        begun += 1
        const fault = { kind: 'insufficient-scope', method: 'POST', path: '*/factors' } as const
        if (begun === 2) desk.double.faults.add(fault)
      },
    })
    expect(activities.at(-1)).toBe('failed: provider-denied, key revoked-credential')
    expect(end.remarks).toEqual(['former-revoked'])
    expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'credential' })
    desk.double.faults.clear()
    const again = await run(desk, forgotten)
    const now = await rowOf(desk, issuedIn(again.end).issuanceId)
    expect(again.end.remarks).toEqual([])
    expect(now).toMatchObject({ state: 'issued', personId: former.personId, formerId: former.id })
    expect(tenFactors(desk)).toContainEqual([now.factorId, 'ACTIVE'])
    expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  },
)

test('a key that was revoked and could not be wiped is not reset for its former holder', async () => {
  const former = await issue(desk)
  desk.one.unplug()
  await run(desk, { procedure: 'revoke', issuanceId: former.id })
  await desk.registry.issuances.update(former.id, { onKey: 'credential' })
  desk.one.plugIn()
  expect((await run(desk, forgotten)).activities.at(-1)).toBe('failed: key-unknown, key untouched')
})

test('where the factors cannot be listed, the first no is the one that is told', async () => {
  desk.double.settings.maximumWebAuthnFactors = 1
  const former = await issue(desk)
  const { activities } = await run(desk, forgotten, {
    onActivity: (activity) => {
      if (activity.kind !== 'working' || activity.step !== 'enroll-factor') return
      desk.double.faults.add({ kind: 'insufficient-scope', method: 'GET', path: '*' })
    },
  })
  expect(activities.at(-1)).toBe('failed: one-key-only, key untouched')
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'issued', act: null })
})

test('an Okta that is lost after the factor of the key was deleted: the row says so', async () => {
  const former = await issueTenth(desk)
  const { activities } = await run(desk, forgotten, {
    onActivity: (activity) => {
      if (activity.kind !== 'working' || activity.step !== 'revoke-former') return
      desk.double.faults.add({ kind: 'drop', when: 'after-commit', method: 'DELETE', path: '*' })
      desk.double.faults.add({ kind: 'drop', when: 'before-commit', method: 'GET', path: '*' })
    },
  })
  expect(activities.at(-1)).toBe('failed: provider-unreachable, key untouched')
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'issued', act: 'deleting' })
  desk.double.faults.clear()
  const order = { procedure: 'finish-unfinished', issuanceId: former.id } as const
  expect((await run(desk, order)).activities.at(-1)).toBe('done')
  expect(await rowOf(desk, former.id)).toMatchObject({
    state: 'revoked',
    act: null,
    onKey: 'credential',
  })
})

/** Nobody touches the key when it is to be erased. */
const declineErasure = (): Script => ({
  onActivity: (activity) => {
    if (activity.kind !== 'act' || activity.act !== 'touch-key') return
    desk.one.decline()
  },
})

test('a key that is not erased after its factor went is told as one that Okta knows no more', async () => {
  const former = await issueTenth(desk)
  desk.one.setTouchPolicy('ask')
  const { activities } = await run(desk, forgotten, declineErasure())
  expect(activities.at(-1)).toMatch(/^failed: .*, key revoked-credential$/)
  expect(await rowOf(desk, former.id)).toMatchObject({ state: 'revoked', onKey: 'credential' })
  expect(desk.one.summary.credentials).toHaveLength(1)
})

test.each(['reset-pin', 'erase-key'] as const)(
  'a wiping that does not come about (%s) does not hide that the factor is deleted',
  async (procedure) => {
    const former = await issueTenth(desk)
    await run(desk, forgotten, {
      onActivity: (activity) => {
        if (activity.kind !== 'working' || activity.step !== 'revoke-former') return
        desk.double.faults.add({ kind: 'drop', when: 'after-commit', method: 'DELETE', path: '*' })
        desk.double.faults.add({ kind: 'drop', when: 'before-commit', method: 'GET', path: '*' })
      },
    })
    expect(await rowOf(desk, former.id)).toMatchObject({ state: 'issued', act: 'deleting' })
    desk.double.faults.clear()
    desk.one.inject({ on: 'reset', misdeed: { kind: 'status', status: 0x2f } })
    const order = procedure === 'reset-pin' ? forgotten : ({ procedure } as const)
    const { activities } = await run(desk, order)
    expect(activities.at(-1)).toBe('failed: touch-timeout, key untouched')
    expect(await rowOf(desk, former.id)).toMatchObject({
      state: 'revoked',
      act: null,
      onKey: 'credential',
    })
  },
)
