import { expect, test } from 'vitest'
import type { InactiveMeans, Template } from '../../../src/shared/template.ts'
import { fido20Profile, type KeyProfile } from '../../../src/simulator/virtual-key/profile.ts'
import {
  agree,
  changeTemplate,
  facts,
  factorsOfJane,
  issue,
  jane,
  openTestDesk,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'

let desk: TestDesk

const inactivate = (issuanceId: string) => ({ procedure: 'inactivate', issuanceId }) as const
const reactivate = (issuanceId: string) => ({ procedure: 'reactivate', issuanceId }) as const

async function openWith(
  inactive: InactiveMeans,
  change: Partial<Template> = {},
  profile: Partial<KeyProfile> = {},
) {
  desk = await openTestDesk({ inactive, ...change }, null, profile)
  return await issue(desk, 'walk-in')
}

const begunFactors = () =>
  desk.double.records().requests.filter(({ method, path }) => {
    return method === 'POST' && path.endsWith('/factors')
  }).length

const statusOfJane = async () => (await desk.provider.getPerson(jane)).status

test('suspend-person: said before it is done, every key of the person with it, and undone', async () => {
  const row = await openWith({ means: 'suspend-person' })
  const questions: unknown[] = []
  const { activities } = await run(desk, inactivate(row.id), {
    answer: (question) => {
      if (question.kind === 'confirm-change') questions.push(question.means)
      return agree()(question)
    },
  })
  expect(activities).toEqual(['find-issuance', 'inactivate? confirm-change', 'inactivate', 'done'])
  expect(questions).toEqual([{ means: 'suspend-person' }])
  expect(await statusOfJane()).toBe('SUSPENDED')
  expect(await rowOf(desk, row.id)).toMatchObject({
    state: 'inactive',
    inactiveBy: { means: 'suspend-person' },
  })

  const back = await run(desk, reactivate(row.id))
  expect(back.activities).toEqual([
    'find-issuance',
    'reactivate? confirm-change',
    'reactivate',
    'done',
  ])
  expect(await statusOfJane()).toBe('ACTIVE')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', inactiveBy: null })
  expect((await facts(desk)).slice(-4)).toEqual([
    'person-suspended',
    'issuance-inactivated',
    'person-unsuspended',
    'issuance-reactivated',
  ])
})

test('suspend-person: undone, it brings back no key that was inactive for another reason', async () => {
  const row = await openWith({ means: 'suspend-person' })
  desk.swap()
  const other = await issue(desk, 'walk-in')
  desk.double.console.suspendFactor(other.factorId ?? '')
  await desk.registry.issuances.update(other.id, { state: 'inactive' })
  await run(desk, inactivate(row.id))
  await run(desk, reactivate(row.id))
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active' })
  expect(await rowOf(desk, other.id)).toMatchObject({ state: 'inactive', act: null })
  const { activities } = await run(desk, reactivate(other.id))
  expect(activities.at(-1)).toBe('failed: factor-suspended, key none')
})

test('leave-group: the factor stays, the person leaves and joins again', async () => {
  desk = await openTestDesk()
  const [group] = await desk.provider.searchGroups('Security key holders')
  const { id, name } = group ?? { id: '', name: '' }
  const inactive = { means: 'leave-group', group: { id, name } } as const
  await changeTemplate(desk, 'walk-in', { inactive, groups: [{ id, name }] })
  const row = await issue(desk, 'walk-in')
  expect(row.state).toBe('active')
  const groups = async () => (await desk.provider.listGroupsOf(row.personId)).map((one) => one.name)
  expect(await groups()).toContain(name)
  await run(desk, inactivate(row.id))
  expect(await groups()).not.toContain(name)
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'ACTIVE' }])
  await run(desk, reactivate(row.id))
  expect(await groups()).toContain(name)
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active' })
})

test('delete-factor: coming back takes the key, its PIN and a touch', async () => {
  const row = await openWith({ means: 'delete-factor' })
  await run(desk, inactivate(row.id))
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'inactive', factorId: null })

  const { activities } = await run(desk, reactivate(row.id))
  expect(activities.filter((line) => !line.endsWith('touch-key'))).toEqual([
    'find-issuance',
    'reactivate? confirm-change',
    'insert-key',
    'insert-key? enter-pin',
    'enroll-factor',
    'create-credential',
    'register-credential',
    'prove-credential',
    'done',
  ])
  const now = await rowOf(desk, row.id)
  expect(now).toMatchObject({ state: 'active', act: null, inactiveBy: null })
  expect(factorsOfJane(desk)).toEqual([
    { id: now.factorId, status: 'ACTIVE', credentialId: now.credentialId },
  ])
  expect(desk.one.summary.credentials).toHaveLength(1)
})

test('delete-factor: nothing is begun for a PIN that is wrong', async () => {
  const row = await openWith({ means: 'delete-factor' })
  await run(desk, inactivate(row.id))
  const before = begunFactors()
  let typed = 0
  const { activities } = await run(desk, reactivate(row.id), {
    answer: (question) => {
      if (question.kind !== 'enter-pin') return agree()(question)
      typed += 1
      return agree({ current: typed < 3 ? '11112222' : '73519420' })(question)
    },
  })
  expect(activities.filter((line) => line.endsWith('enter-pin'))).toHaveLength(3)
  expect(activities.at(-1)).toBe('done')
  expect(begunFactors() - before).toBe(1)
})

test('delete-factor: what Okta asks of the key is looked at before a credential is made anew', async () => {
  const profile = { ...fido20Profile, hasResidentKeys: false }
  const change = { requireResidentKey: false, forcePinChange: 'never' } as const
  const row = await openWith({ means: 'delete-factor' }, change, profile)
  await run(desk, inactivate(row.id))
  desk.double.settings.requireResidentKey = true
  const { activities } = await run(desk, reactivate(row.id))
  expect(activities.at(-1)).toBe('failed: key-lacks, key untouched')
  expect(factorsOfJane(desk)).toEqual([])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'inactive', act: null })
})

test('delete-factor: another key does not bring it back', async () => {
  const row = await openWith({ means: 'delete-factor' })
  await run(desk, inactivate(row.id))
  desk.swap()
  const { activities } = await run(desk, reactivate(row.id))
  expect(activities.at(-1)).toBe('failed: different-key, key untouched')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'inactive', act: null })
})

test('a no leaves everything as it was', async () => {
  const row = await openWith({ means: 'suspend-person' })
  const { activities } = await run(desk, inactivate(row.id), {
    answer: () => ({ kind: 'confirm-change', confirmed: false }),
  })
  expect(activities.at(-1)).toBe('cancelled')
  expect(await statusOfJane()).toBe('ACTIVE')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
})

test('what Okta refuses leaves the row as it was', async () => {
  const row = await openWith({ means: 'suspend-person' })
  desk.double.faults.add({ kind: 'insufficient-scope', path: '*/lifecycle/suspend' })
  const { activities } = await run(desk, inactivate(row.id))
  expect(activities.at(-1)).toBe('failed: provider-denied, key none')
  expect(await statusOfJane()).toBe('ACTIVE')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
})

test('an Okta that cannot even be looked at leaves the act to be finished', async () => {
  const row = await openWith({ means: 'suspend-person' })
  const { activities } = await run(desk, inactivate(row.id), {
    onActivity: (activity) => {
      const isTried = activity.kind === 'working' && activity.step === 'inactivate'
      if (isTried) desk.double.faults.add({ kind: 'server-error', status: 503 })
    },
  })
  expect(activities.at(-1)).toBe('failed: provider-outage, key none')
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: 'inactivating' })
  desk.double.faults.clear()
  const order = { procedure: 'finish-unfinished', issuanceId: row.id } as const
  expect((await run(desk, order)).activities).toEqual(['find-issuance', 'finish', 'done'])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
})

test('behind the gate of a held challenge it waits for its hand-over again', async () => {
  const gate = { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 } as const
  desk = await openTestDesk({ activation: gate, inactive: { means: 'delete-factor' } })
  const { id: issuanceId } = await issue(desk, 'walk-in')
  const activate = { procedure: 'activate', issuanceId } as const
  await run(desk, activate)
  await run(desk, inactivate(issuanceId))
  await run(desk, reactivate(issuanceId))
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'PENDING_ACTIVATION' }])
  expect(await rowOf(desk, issuanceId)).toMatchObject({ state: 'issued', isHeld: true })
  expect((await run(desk, activate)).activities.at(-1)).toBe('done')
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'ACTIVE' }])
  expect(await rowOf(desk, issuanceId)).toMatchObject({ state: 'active', isHeld: false })
})

test('suspend-person: a key handed over meanwhile is as inactive as its person, and comes back with them', async () => {
  const row = await openWith({ means: 'suspend-person' })
  desk.swap()
  const waiting = await issue(desk, 'hand-over')
  await run(desk, inactivate(row.id))
  expect(await rowOf(desk, waiting.id)).toMatchObject({ state: 'issued', inactiveBy: null })

  await desk.station.request('pins.hand-over', { issuanceId: waiting.id })
  const shutOut = { state: 'inactive', inactiveBy: { means: 'suspend-person' } }
  expect(await rowOf(desk, waiting.id)).toMatchObject(shutOut)

  await run(desk, reactivate(row.id))
  expect(await rowOf(desk, waiting.id)).toMatchObject({ state: 'active', inactiveBy: null })
})
