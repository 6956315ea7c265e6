import { describe, expect, test } from 'vitest'
import { Authenticator, reset } from '../../../src/ctap2/index.ts'
import type { Question } from '../../../src/shared/run.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import {
  agree,
  factorsOfJane,
  issue,
  openTestDesk,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'
import { issuedIn, outcomeOf, runIssue } from '../../support/test-station.ts'

let desk: TestDesk

const john = 'john.doe@example.com'

/** Issues Jane's key to John; the plug is pulled once it is wiped, and put in again. */
async function pullWhenWiped(): Promise<void> {
  desk.one.inject({ on: 'reset', misdeed: { kind: 'unplug', when: 'done' } })
  const stopped = await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
  expect(stopped.activities.at(-1)).toBe('failed: key-removed, key unknown')
  desk.one.clearFaults()
  desk.one.plugIn()
}

async function finishAll(answer: (question: Question) => ReturnType<ReturnType<typeof agree>>) {
  const ends: (string | undefined)[] = []
  for (const { id: issuanceId } of await desk.registry.issuances.listUnfinished()) {
    const order = { procedure: 'finish-unfinished', issuanceId } as const
    ends.push((await run(desk, order, { answer })).activities.at(-1))
  }
  return ends
}

test('a key that was wiped and is issued again: nobody before is called its holder', async () => {
  desk = await openTestDesk()
  const janes = await issue(desk, 'walk-in')
  await pullWhenWiped()
  expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'active', act: 'erasing' })
  const again = await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
  expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', act: null, onKey: 'wiped' })
  expect(factorsOfJane(desk)).toEqual([])
  expect(await finishAll(agree())).toEqual([])
  const { end } = await run(desk, { procedure: 'whose-key', readCredentials: false })
  expect(outcomeOf(end)).toMatchObject({
    report: { issuances: [{ id: issuedIn(again.end).issuanceId, state: 'active' }], possible: [] },
  })
})

test('a blank key with a telling serial number is never “may be one of”', async () => {
  desk = await openTestDesk({ userVerification: 'required' })
  const janes = await issue(desk, 'walk-in')
  await pullWhenWiped()
  const { end } = await run(desk, { procedure: 'whose-key', readCredentials: false })
  const outcome = outcomeOf(end)
  if (outcome.kind !== 'report') throw new Error(outcome.kind)
  expect(outcome.report.possible).toEqual([])
  expect(outcome.report.issuances.map(({ id }) => id)).toContain(janes.id)
})

test('an attempt that stopped before it wrote to the key does not hide whose it is', async () => {
  desk = await openTestDesk({ userVerification: 'required' })
  const janes = await issue(desk, 'walk-in')
  desk.one.inject({ on: 'reset', misdeed: { kind: 'unplug', when: 'before' } })
  await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
  desk.one.plugIn()
  const { end } = await run(desk, { procedure: 'whose-key', readCredentials: false })
  expect(outcomeOf(end)).toMatchObject({ report: { issuances: [{ id: janes.id }], possible: [] } })
})

test('what was over before, and still on the key, is wiped with it, and so is its PIN', async () => {
  desk = await openTestDesk()
  const janes = await issue(desk)
  await desk.provider.deleteFactor(janes.personId, janes.factorId ?? '')
  await desk.registry.issuances.update(janes.id, { state: 'expired', factorId: null })
  expect(await rowOf(desk, janes.id)).toMatchObject({ onKey: 'credential', hasSealedPin: true })
  await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
  expect(await rowOf(desk, janes.id)).toMatchObject({
    state: 'expired',
    onKey: 'wiped',
    hasSealedPin: false,
  })
})

describe('an erasure whose end nobody saw, and a key that has a PIN', () => {
  /** As if the wiped key were issued again before its row heard of it. */
  async function reissueUnseen(change: Parameters<typeof openTestDesk>[0] = {}) {
    desk = await openTestDesk(change)
    const janes = await issue(desk, 'walk-in')
    await run(desk, { procedure: 'erase-key' })
    await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
    await desk.registry.issuances.update(janes.id, {
      state: 'active',
      act: 'erasing',
      onKey: 'credential',
    })
    return janes
  }

  test.each(['provider', 'required'] as const)(
    'a credential made on it since is the proof of the wiping (user verification: %s)',
    async (userVerification) => {
      const janes = await reissueUnseen({ userVerification })
      expect(await finishAll(agree())).toEqual(['done'])
      expect(await rowOf(desk, janes.id)).toMatchObject({
        state: 'revoked',
        act: null,
        onKey: 'wiped',
      })
      const [johns] = await desk.registry.issuances.listOnKey('4617:2001')
      expect(johns).toMatchObject({ login: john, state: 'active', act: null, onKey: 'credential' })
    },
  )

  /** Nobody here issued anything on it since: another station did, on a registry of its own. */
  async function wipedElsewhere(change: Parameters<typeof openTestDesk>[0] = {}) {
    const janes = await reissueUnseen(change)
    for (const { id, login } of await desk.registry.issuances.listRecent(9)) {
      if (login === john) await desk.registry.issuances.update(id, { keyIdentity: 'elsewhere' })
    }
    return janes
  }

  test('without a newer issuance the key is asked: it does not know the credential', async () => {
    const janes = await wipedElsewhere()
    expect(await finishAll(agree())).toEqual(['done'])
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  })

  test('the credential is still there: it was not erased', async () => {
    desk = await openTestDesk()
    const janes = await issue(desk, 'walk-in')
    await desk.registry.issuances.update(janes.id, { act: 'erasing' })
    expect(await finishAll(agree())).toEqual(['done'])
    expect(await rowOf(desk, janes.id)).toMatchObject({
      state: 'active',
      act: null,
      onKey: 'credential',
    })
  })

  test('a key that is silent without its PIN is asked with it, and a person may say', async () => {
    const janes = await wipedElsewhere({ userVerification: 'required' })
    const saying = (by: 'pin' | 'unknown') => (question: Question) =>
      question.kind === 'identify-key'
        ? ({ kind: 'identify-key', by, issuanceId: null } as const)
        : agree()(question)
    expect(await finishAll(saying('unknown'))).toEqual(['failed: still-uncertain, key untouched'])
    expect(await finishAll(saying('pin'))).toEqual(['done'])
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
  })

  test('and by its PIN it is found to be as it was', async () => {
    desk = await openTestDesk({ userVerification: 'required' })
    const janes = await issue(desk, 'walk-in')
    await desk.registry.issuances.update(janes.id, { act: 'erasing' })
    const pin = (question: Question) =>
      question.kind === 'identify-key'
        ? ({ kind: 'identify-key', by: 'pin', issuanceId: null } as const)
        : agree()(question)
    expect(await finishAll(pin)).toEqual(['done'])
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'active', act: null })
    expect(factorsOfJane(desk)).toHaveLength(1)
  })
})

test('a change of the PIN that stopped, and a key without one: it was erased since', async () => {
  desk = await openTestDesk()
  const janes = await issue(desk)
  await desk.registry.issuances.update(janes.id, { act: 'changing-pin' })
  const authenticator = await Authenticator.open(openVirtualKey(desk.one))
  await reset(authenticator)
  await authenticator.close()
  expect(await finishAll(agree())).toEqual(['done'])
  expect(await rowOf(desk, janes.id)).toMatchObject({
    state: 'revoked',
    act: null,
    onKey: 'wiped',
    hasSealedPin: false,
  })
  expect(factorsOfJane(desk)).toEqual([])
})
