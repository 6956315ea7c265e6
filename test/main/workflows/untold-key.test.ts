import { describe, expect, test } from 'vitest'
import type { Issuance } from '../../../src/shared/records.ts'
import type { Answer, KeyReport, Order, Question } from '../../../src/shared/run.ts'
import type { Template } from '../../../src/shared/template.ts'
import { standardCustoms } from '../../../src/simulator/virtual-key/customs.ts'
import { fido20Profile, type KeyProfile } from '../../../src/simulator/virtual-key/profile.ts'
import {
  agree,
  facts,
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
const wrong = '11112222'

/** Keys without a serial number whose credentials are under credProtect 3. */
async function openHidden(profile: Partial<KeyProfile> = {}, change: Partial<Template> = {}) {
  const nameless = { serialNumber: null, ...profile }
  desk = await openTestDesk({ userVerification: 'required', ...change }, null, nameless)
}

type By = Extract<Answer, { kind: 'identify-key' }>['by']

/** Says this of a key that does not tell, and yes to everything else. */
const saying =
  (by: By, issuanceId: string | null = null, pins = {}) =>
  (question: Question) =>
    question.kind === 'identify-key'
      ? ({ kind: 'identify-key', by, issuanceId } as const)
      : agree(pins)(question)

async function reportOn(order: Partial<Order> = {}): Promise<KeyReport> {
  const { end } = await run(desk, { procedure: 'whose-key', ...order } as Order)
  const outcome = outcomeOf(end)
  if (outcome.kind !== 'report') throw new Error(outcome.kind)
  return outcome.report
}

const idsOf = (rows: readonly Issuance[]) => rows.map(({ id }) => id)

/** Spends every try of the PIN: three, and again after the key was plugged in anew. */
async function blockPin(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await run(desk, { procedure: 'reset-pin', pin: 'known' }, { answer: agree({ current: wrong }) })
    desk.one.unplug()
    desk.one.plugIn()
  }
  expect(desk.one.summary).toMatchObject({ pinRetries: 0 })
}

describe('whose is a key without a serial number, under credProtect 3', () => {
  test('not nobody’s: it may be one of those that were issued, and its PIN tells', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const untold = await reportOn()
    expect(untold).toMatchObject({ issuances: [], hasPin: true })
    expect(idsOf(untold.possible)).toEqual([row.id])
    const told = await reportOn({ readCredentials: true })
    expect(told).toMatchObject({ possible: [], credentials: [{ issuanceId: row.id }] })
    expect(idsOf(told.issuances)).toEqual([row.id])
  })

  test('a blank one is nobody’s: what is issued is behind a PIN', async () => {
    await openHidden()
    await issue(desk, 'walk-in')
    desk.swap()
    expect(await reportOn()).toMatchObject({ issuances: [], possible: [], hasPin: false })
  })

  test('another key with a PIN is nobody’s once its PIN was given', async () => {
    await openHidden()
    await issue(desk, 'walk-in')
    desk.swap()
    const other = await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
    const johns = issuedIn(other.end).issuanceId
    expect((await reportOn()).possible).toHaveLength(2)
    expect(idsOf((await reportOn({ readCredentials: true })).issuances)).toEqual([johns])
  })

  test('one that cannot list its credentials is recognised by its PIN all the same', async () => {
    await openHidden(fido20With('credProtect'))
    const row = await issue(desk, 'walk-in')
    expect(idsOf((await reportOn()).possible)).toEqual([row.id])
    const told = await reportOn({ readCredentials: true })
    expect(told).toMatchObject({ possible: [], credentials: null })
    expect(idsOf(told.issuances)).toEqual([row.id])
  })

  test('without credProtect 3 it tells by itself, and its “no” is one', async () => {
    await openHidden({}, { userVerification: 'provider' })
    const row = await issue(desk, 'walk-in')
    expect(idsOf((await reportOn()).issuances)).toEqual([row.id])
    desk.swap()
    await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
    expect(idsOf((await reportOn()).issuances)).not.toContain(row.id)
    expect((await reportOn()).possible).toEqual([])
  })
})

describe('erasing it', () => {
  const erase = { procedure: 'erase-key' } as const

  test('by its PIN: what was on it is over, its factor deleted', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const { activities } = await run(desk, erase, { answer: saying('pin') })
    expect(activities.filter((line) => line.includes('?'))).toEqual([
      'erase-key? identify-key',
      'erase-key? enter-pin',
      'erase-key? confirm-erase',
    ])
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(factorsOfJane(desk)).toEqual([])
  })

  test('by a person’s word: the one that was named is over, and the journal has it', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    await run(desk, erase, { answer: saying('issuance', row.id) })
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(factorsOfJane(desk)).toEqual([])
    expect(await facts(desk)).toContain('key-identified')
  })

  test('where nobody knows: no row says any more that its key is as it was', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const { activities, end } = await run(desk, erase, { answer: saying('unknown') })
    expect(activities.at(-1)).toBe('done')
    expect(end.remarks).toEqual(['key-not-recognised'])
    expect(desk.one.summary.credentials).toEqual([])
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', onKey: 'unknown' })
    expect(await facts(desk)).toContain('key-doubted')
  })

  test('none of them, by a person’s word alone: they are in doubt, and the journal has the word', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const { end } = await run(desk, erase, { answer: saying('none') })
    expect(end.remarks).toEqual(['key-not-recognised'])
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', onKey: 'unknown' })
    expect(await facts(desk)).toEqual(expect.arrayContaining(['key-disowned', 'key-doubted']))
    const said = (await desk.registry.journal.list(9)).find(
      ({ fact }) => fact.fact === 'key-disowned',
    )
    expect(said?.fact).toMatchObject({ operator: 'operator', procedure: 'erase-key' })
  })

  test('none of them, by its PIN: they stay what they were', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    desk.swap()
    const made = await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
    await desk.registry.issuances.update(issuedIn(made.end).issuanceId, { onKey: 'wiped' })
    const { end } = await run(desk, erase, { answer: saying('pin') })
    expect(end.remarks).toEqual([])
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', onKey: 'credential' })
    expect(await facts(desk)).not.toContain('key-disowned')
  })

  test('an erasure that does not come about takes the doubt back', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    desk.one.setTouchPolicy('ask')
    const { activities } = await run(desk, erase, {
      answer: saying('unknown'),
      onActivity: (activity) => {
        if (activity.kind === 'act' && activity.act === 'touch-key') desk.one.decline()
      },
    })
    expect(activities.at(-1)).toMatch(/^failed: .*, key untouched$/)
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', onKey: 'credential' })
  })
})

describe('revoking its issuance while it is in the slot', () => {
  const order = (issuanceId: string) => ({ procedure: 'revoke', issuanceId }) as const

  test.each(['pin', 'issuance'] as const)('confirmed by %s, it is wiped', async (by) => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    desk.swap()
    await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
    desk.two.unplug()
    desk.one.plugIn()
    await run(desk, order(row.id), { answer: saying(by, by === 'pin' ? null : row.id) })
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(desk.one.summary).toMatchObject({ hasPin: false, credentials: [] })
  })

  test('where nobody knows, the factor goes and the key is left alone', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const { activities } = await run(desk, order(row.id), { answer: saying('unknown') })
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'unknown' })
    expect(factorsOfJane(desk)).toEqual([])
    expect(desk.one.summary.credentials).toHaveLength(1)
  })
})

describe('issuing onto it', () => {
  test('the former holder’s issuance ends where it is named, and is doubted where it is not', async () => {
    for (const by of ['issuance', 'unknown'] as const) {
      await openHidden()
      const janes = await issue(desk, 'walk-in')
      const answer = saying(by, by === 'issuance' ? janes.id : null)
      const { activities, end } = await runIssue(desk, {
        templateId: 'walk-in',
        person: john,
        answer,
      })
      expect(activities).toContain('check-key? identify-key')
      expect(issuedIn(end).person.login).toBe(john)
      expect(await rowOf(desk, janes.id)).toMatchObject(
        by === 'issuance'
          ? { state: 'revoked', onKey: 'wiped' }
          : { state: 'active', onKey: 'unknown' },
      )
    }
  })
})

describe('its issuance comes back, or to its end', () => {
  const inactive = { means: 'delete-factor' } as const

  test('reactivated on it, once its PIN said that it is the one', async () => {
    await openHidden({}, { inactive })
    const { id: issuanceId } = await issue(desk, 'walk-in')
    await run(desk, { procedure: 'inactivate', issuanceId })
    const order = { procedure: 'reactivate', issuanceId } as const
    const other = await run(desk, order, { answer: saying('none') })
    expect(other.activities.at(-1)).toBe('failed: different-key, key untouched')
    const { activities } = await run(desk, order, { answer: saying('pin') })
    expect(activities).toContain('insert-key? identify-key')
    expect(await rowOf(desk, issuanceId)).toMatchObject({ state: 'active', act: null })
  })

  test('a row that stopped while its key was erased: a blank one of its model is asked about', async () => {
    await openHidden()
    const { id: issuanceId } = await issue(desk, 'walk-in')
    await desk.registry.issuances.update(issuanceId, { act: 'erasing' })
    desk.swap()
    const order = { procedure: 'finish-unfinished', issuanceId } as const
    const other = await run(desk, order, { answer: saying('none') })
    expect(other.activities.at(-1)).toBe('failed: different-key, key untouched')
    const { activities } = await run(desk, order, { answer: saying('issuance', issuanceId) })
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, issuanceId)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(factorsOfJane(desk)).toEqual([])
  })

  test('a key that is erased to finish its issuance is asked about once', async () => {
    await openHidden()
    const { id: issuanceId } = await issue(desk, 'walk-in')
    await desk.registry.issuances.update(issuanceId, { act: 'creating' })
    const order = { procedure: 'finish-unfinished', issuanceId } as const
    const { activities } = await run(desk, order, { answer: saying('issuance', issuanceId) })
    expect(activities.filter((line) => line.endsWith('identify-key'))).toHaveLength(1)
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, issuanceId)).toMatchObject({ act: null, onKey: 'wiped' })
  })

  test('a key that is erased to finish one issuance ends the other that is on it', async () => {
    await openHidden()
    const janes = await issue(desk, 'walk-in')
    desk.two.plugIn()
    desk.one.unplug()
    const made = await runIssue(desk, { templateId: 'walk-in', person: john, answer: agree() })
    const { issuanceId } = issuedIn(made.end)
    const lost = { credentialId: null, act: 'creating', state: 'unfinished' } as const
    await desk.registry.issuances.update(issuanceId, lost)
    desk.two.unplug()
    desk.one.plugIn()
    const order = { procedure: 'finish-unfinished', issuanceId } as const
    const { activities } = await run(desk, order, { answer: saying('issuance', janes.id) })
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, janes.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(await rowOf(desk, issuanceId)).toMatchObject({ state: 'expired', act: null })
    expect(factorsOfJane(desk)).toEqual([])
  })
})

describe('its PIN', () => {
  test('a holder who changes it is recognised by it, and a sealed one is purged', async () => {
    await openHidden()
    const row = await issue(desk)
    const sealed = await desk.registry.issuances.openPin(row.id)
    const first = new TextDecoder().decode(sealed ?? new Uint8Array())
    expect(row.hasSealedPin).toBe(true)
    const { activities } = await run(
      desk,
      { procedure: 'set-pin' },
      { answer: agree({ current: first }) },
    )
    expect(activities.at(-1)).toBe('done')
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', hasSealedPin: false })
    expect(await facts(desk)).toContain('pin-changed')
  })

  test('one that is known and changed: the row is claimed, its PIN changed', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const { end } = await run(desk, { procedure: 'reset-pin', pin: 'known' })
    expect(outcomeOf(end)).toMatchObject({ change: 'pin-changed', issuance: { id: row.id } })
  })

  test('forgotten: two sites of one key are one key that it may be', async () => {
    const template = { userVerification: 'required', origins: 'every' } as const
    desk = await openTestDesk(template, 'id.example.com', { serialNumber: null })
    const { bundleId } = await issue(desk, 'walk-in')
    expect(await desk.registry.issuances.listBundle(bundleId)).toHaveLength(2)
    const forgotten = { procedure: 'reset-pin', pin: 'forgotten' } as const
    const { end } = await run(desk, forgotten, { answer: saying('unknown') })
    const cause = { code: 'key-unrecognised', count: 1 }
    expect(end).toMatchObject({ activity: { failure: { cause } } })
  })

  test('forgotten: a person says whose it is, and the same person has a key again', async () => {
    await openHidden()
    const row = await issue(desk, 'walk-in')
    const forgotten = { procedure: 'reset-pin', pin: 'forgotten' } as const
    const stopped = await run(desk, forgotten, { answer: saying('unknown') })
    expect(stopped.activities.at(-1)).toBe('failed: key-unrecognised, key untouched')
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', onKey: 'credential' })
    const { activities, end } = await run(desk, forgotten, { answer: saying('issuance', row.id) })
    expect(activities.filter((line) => line.endsWith('identify-key'))).toHaveLength(1)
    expect(await rowOf(desk, issuedIn(end).issuanceId)).toMatchObject({ formerId: row.id })
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(factorsOfJane(desk)).toHaveLength(1)
  })
})

describe('a key that refuses to be searched while its PIN is blocked', () => {
  const customs = { ...standardCustoms, locksWithPin: true }
  const forgotten = { procedure: 'reset-pin', pin: 'forgotten' } as const

  test('with a serial number it is known by that', async () => {
    desk = await openTestDesk({}, null, { customs })
    const row = await issue(desk, 'walk-in')
    await blockPin()
    const { end } = await run(desk, forgotten)
    expect(await rowOf(desk, issuedIn(end).issuanceId)).toMatchObject({ formerId: row.id })
    expect(factorsOfJane(desk)).toHaveLength(1)
  })

  test('without one it is said that it cannot be told, and a person decides', async () => {
    desk = await openTestDesk({}, null, { customs, serialNumber: null })
    const row = await issue(desk, 'walk-in')
    await blockPin()
    const report = await reportOn()
    expect(report).toMatchObject({ issuances: [], pinRetries: 0 })
    expect(idsOf(report.possible)).toEqual([row.id])
    const asked: Question[] = []
    const { activities } = await run(
      desk,
      { procedure: 'erase-key' },
      {
        answer: (question) => {
          asked.push(question)
          return saying('issuance', row.id)(question)
        },
      },
    )
    expect(activities.at(-1)).toBe('done')
    expect(asked[0]).toMatchObject({ kind: 'identify-key', canTell: false })
    expect(await rowOf(desk, row.id)).toMatchObject({ state: 'revoked', onKey: 'wiped' })
    expect(factorsOfJane(desk)).toEqual([])
  })

  test('its forgotten PIN is reset for the holder that a person names', async () => {
    desk = await openTestDesk({}, null, { customs, serialNumber: null })
    const row = await issue(desk, 'walk-in')
    await blockPin()
    const { end } = await run(desk, forgotten, { answer: saying('issuance', row.id) })
    expect(await rowOf(desk, issuedIn(end).issuanceId)).toMatchObject({ formerId: row.id })
    expect(factorsOfJane(desk)).toHaveLength(1)
  })
})

/** A key of CTAP 2.0 with one extension more. */
function fido20With(extension: string): Partial<KeyProfile> {
  const { product: _, serialNumber: __, ...rest } = fido20Profile
  return { ...rest, extensions: [...rest.extensions, extension] }
}
