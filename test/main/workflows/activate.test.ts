import { expect, test } from 'vitest'
import type { Template } from '../../../src/shared/template.ts'
import {
  changeTemplate,
  facts,
  factorsOfJane,
  issue,
  jane,
  openTestDesk,
  recoverAt,
  rowOf,
  run,
  type TestDesk,
} from '../../support/lifecycle.ts'

let desk: TestDesk

const activate = (issuanceId: string) => ({ procedure: 'activate', issuanceId }) as const

/** The id of a group of the double by its name. */
async function groupNamed(name: string) {
  const [group] = await desk.provider.searchGroups(name)
  return { id: group?.id ?? '', name }
}

async function groupsOfJane(): Promise<string[]> {
  const { id } = await desk.provider.getPerson(jane)
  return (await desk.provider.listGroupsOf(id)).map(({ name }) => name)
}

async function openWith(change: (name: typeof groupNamed) => Promise<Partial<Template>>) {
  desk = await openTestDesk()
  await changeTemplate(desk, 'hand-over', await change(groupNamed))
}

test('gate pin: the key is proven where it is in the slot, groups and attribute are set', async () => {
  await openWith(async (named) => ({
    forcePinChange: 'never',
    groups: [await named('Security key holders')],
    attribute: { name: 'fido2KeyIssued', value: true },
  }))
  const row = await issue(desk)
  expect(row).toMatchObject({ state: 'issued', isHeld: false, hasSealedPin: true })
  const { activities } = await run(desk, activate(row.id))
  expect(activities).toEqual(['find-issuance', 'prove-credential', 'activate', 'done'])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', act: null })
  expect(await groupsOfJane()).toContain('Security key holders')
  expect((await desk.provider.getPerson(jane)).login).toBe(jane)
  expect((await facts(desk)).slice(-4)).toEqual([
    'credential-proven',
    'group-joined',
    'attribute-set',
    'issuance-activated',
  ])
})

test('gate group: nobody is in the group before the hand-over, the holder is after it', async () => {
  await openWith(async (named) => ({
    activation: { when: 'hand-over', gate: 'group', group: await named('Security key holders') },
    pin: { kind: 'typed' },
    forcePinChange: 'never',
  }))
  const row = await issue(desk)
  expect(row.state).toBe('issued')
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'ACTIVE' }])
  expect(await groupsOfJane()).not.toContain('Security key holders')
  desk.one.unplug()
  const { activities } = await run(desk, activate(row.id))
  expect(activities).toEqual(['find-issuance', 'activate', 'done'])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active' })
  expect(await groupsOfJane()).toContain('Security key holders')
})

const challenge: Partial<Template> = {
  activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 86_400 },
  forcePinChange: 'never',
}

test('gate challenge: killed once Okta has the attestation, the next start finishes it', async () => {
  await openWith(() => Promise.resolve(challenge))
  const { id } = await issue(desk)
  await run(desk, activate(id))
  await desk.registry.issuances.update(id, { state: 'issued', act: 'activating' })
  await recoverAt(desk)
  expect(await rowOf(desk, id)).toMatchObject({ state: 'active', act: null })
})

test('gate challenge: Okta gets the attestation at the hand-over, and not before', async () => {
  await openWith(() => Promise.resolve(challenge))
  const row = await issue(desk)
  expect(row).toMatchObject({ state: 'issued', isHeld: true, onKey: 'credential' })
  expect(factorsOfJane(desk)).toMatchObject([{ status: 'PENDING_ACTIVATION' }])
  const { activities } = await run(desk, activate(row.id))
  expect(activities.at(-1)).toBe('done')
  expect(factorsOfJane(desk)).toMatchObject([
    { id: row.factorId, status: 'ACTIVE', credentialId: row.credentialId },
  ])
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'active', isHeld: false, act: null })
})

test('gate challenge: refused late, the issuance expires and nothing of it is left at Okta', async () => {
  await openWith(() => Promise.resolve(challenge))
  const row = await issue(desk)
  desk.double.faults.add({ kind: 'clock-skew', offsetMs: 2 * 86_400_000 })
  const { activities } = await run(desk, activate(row.id))
  expect(activities.at(-1)).toMatch(/^failed: ceremony-(expired|rejected), key untouched$/)
  expect(await rowOf(desk, row.id)).toMatchObject({ state: 'expired', act: null, isHeld: false })
  expect(factorsOfJane(desk)).toEqual([])
  expect(await facts(desk)).toContain('issuance-expired')
})

test('a key that demands another PIN first is not proven again', async () => {
  desk = await openTestDesk()
  const row = await issue(desk)
  const { activities } = await run(desk, activate(row.id))
  expect(activities).toEqual(['find-issuance', 'activate', 'done'])
})

test('an issuance that is over, or was never there, cannot be activated', async () => {
  desk = await openTestDesk()
  const row = await issue(desk)
  await run(desk, { procedure: 'revoke', issuanceId: row.id })
  expect((await run(desk, activate(row.id))).activities.at(-1)).toBe(
    'failed: wrong-state, key none',
  )
  expect((await run(desk, activate('nowhere'))).activities.at(-1)).toBe(
    'failed: issuance-not-found, key none',
  )
})
