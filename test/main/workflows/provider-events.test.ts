import { hostname } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import type { Proposal } from '../../../src/shared/records.ts'
import type { Template } from '../../../src/shared/template.ts'
import { eventually } from '../../support/eventually.ts'
import { tokenCaller } from '../../support/okta-caller.ts'
import { activate, begin, credentialFor } from '../../support/okta-ceremony.ts'
import { switchPasskeys } from '../../support/switch-passkeys.ts'
import {
  issuedIn,
  openTestStation,
  runIssue,
  runOrder,
  type TestStation,
} from '../../support/test-station.ts'

let desk: TestStation

afterEach(() => desk.close())

/** A station that issued a key to Jane; resolves with what is needed to change things at Okta. */
async function issueToJane(change: Partial<Template> = {}, isHandedOver = true) {
  desk = await openTestStation(undefined, change)
  const { end } = await runIssue(desk)
  const { issuanceId, person, factorId } = issuedIn(end)
  if (isHandedOver) await desk.station.request('pins.hand-over', { issuanceId })
  await readProposals()
  return { issuanceId, personId: person.id, factorId }
}

async function readProposals(): Promise<readonly Proposal[]> {
  const reply = await desk.station.request('proposals.read', null)
  if (!reply.ok) throw new Error(reply.cause.code)
  return reply.value as readonly Proposal[]
}

/** The log is read up to the provider's last whole second: what just happened shows with the next. */
async function awaitProposals(): Promise<readonly Proposal[]> {
  await eventually(async () => expect(await readProposals()).not.toEqual([]), 200)
  return await readProposals()
}

async function decide(decision: 'apply' | 'dismiss') {
  const [proposal] = await readProposals()
  const id = proposal?.id ?? ''
  return await desk.station.request('proposals.decide', { id, decision })
}

async function stateOf(issuanceId: string) {
  return (await desk.registry.issuances.find(issuanceId))?.state
}

test('a suspended person: proposed, applied by the operator, and taken back', async () => {
  const { issuanceId, personId } = await issueToJane()
  await desk.provider.suspendPerson(personId)
  expect(await awaitProposals()).toMatchObject([
    { kind: 'person-suspended', proposal: 'inactivate', issuanceId, login: 'jane.doe@example.com' },
  ])
  expect(await stateOf(issuanceId)).toBe('active')
  expect(await decide('apply')).toMatchObject({ ok: true })
  expect(await stateOf(issuanceId)).toBe('inactive')
  expect(await readProposals()).toEqual([])

  await desk.provider.unsuspendPerson(personId)
  expect(await awaitProposals()).toMatchObject([{ proposal: 'reactivate' }])
  expect(await desk.registry.issuances.find(issuanceId)).toMatchObject({
    inactiveBy: { means: 'suspend-person' },
  })
  await decide('apply')
  expect(await desk.registry.issuances.find(issuanceId)).toMatchObject({
    state: 'active',
    inactiveBy: null,
  })
  const facts = (await desk.registry.journal.list(2)).map(({ fact }) => fact.fact)
  expect(facts).toEqual(['issuance-reactivated', 'issuance-inactivated'])
})

test('a factor deleted in the console is proposed as revoked, and applied by rule', async () => {
  const { issuanceId, personId, factorId } = await issueToJane({ providerEvents: 'apply' })
  await desk.provider.deleteFactor(personId, factorId)
  await eventually(async () => {
    await readProposals()
    expect(await stateOf(issuanceId)).toBe('revoked')
  }, 200)
})

test('what a run has in hand is decided by rule once the run is over', async () => {
  const { issuanceId, personId, factorId } = await issueToJane({ providerEvents: 'apply' })
  await desk.registry.claims.claim(issuanceId)
  await desk.provider.deleteFactor(personId, factorId)
  const [proposal] = await awaitProposals()
  expect(await stateOf(issuanceId)).toBe('active')
  expect(await decide('apply')).toMatchObject({
    ok: false,
    cause: { code: 'issuance-in-use', station: hostname() },
  })
  await desk.registry.claims.release(issuanceId)
  expect(await readProposals()).toEqual([])
  expect(proposal).toMatchObject({ kind: 'factor-deleted' })
  expect(await stateOf(issuanceId)).toBe('revoked')
})

test('what Okta took back meanwhile needs no decision', async () => {
  const { issuanceId, personId, factorId } = await issueToJane()
  await desk.provider.suspendPerson(personId)
  await awaitProposals()
  await desk.provider.unsuspendPerson(personId)
  await eventually(async () => expect(await readProposals()).toEqual([]), 200)
  expect(await stateOf(issuanceId)).toBe('active')

  await desk.provider.suspendPerson(personId)
  await awaitProposals()
  await desk.provider.deleteFactor(personId, factorId)
  await eventually(async () => expect(await readProposals()).toHaveLength(2), 200)
  const [suspended, deleted] = await readProposals()
  const apply = (id = '') => desk.station.request('proposals.decide', { id, decision: 'apply' })
  await apply(deleted?.id)
  await apply(suspended?.id)
  expect(await stateOf(issuanceId)).toBe('revoked')
})

test('a proposal can be dismissed, and is not made again', async () => {
  const { issuanceId, personId } = await issueToJane()
  await desk.provider.suspendPerson(personId)
  await awaitProposals()
  await decide('dismiss')
  expect(await readProposals()).toEqual([])
  expect(await stateOf(issuanceId)).toBe('active')
})

test('a key whose PIN was not handed over comes back as issued, not as active', async () => {
  const { issuanceId, personId } = await issueToJane({}, false)
  for (const change of ['suspendPerson', 'unsuspendPerson'] as const) {
    await desk.provider[change](personId)
    await awaitProposals()
    await decide('apply')
  }
  expect(await stateOf(issuanceId)).toBe('issued')
})

/** Deletes somebody at Okta: the first call deactivates them, the second deletes. */
async function deleteAtOkta(personId: string): Promise<void> {
  const admin = tokenCaller(desk.double.connectionFor('token'))
  for (const _ of ['deactivate', 'delete']) await admin('DELETE', `/api/v1/users/${personId}`)
}

/** Enrolls a key past the station. */
async function enrolElsewhere(personId: string): Promise<string> {
  const admin = tokenCaller(desk.double.connectionFor('token'))
  const pending = await begin(admin, personId)
  await activate(admin, pending, credentialFor(pending))
  return pending.factorId
}

const kindsOf = (proposals: readonly Proposal[]) => proposals.map(({ kind }) => kind)

test('somebody deleted at Okta is proposed once as revoked, instead of as deactivated', async () => {
  const { issuanceId, personId } = await issueToJane()
  await deleteAtOkta(personId)
  await eventually(
    async () => expect(kindsOf(await readProposals())).toEqual(['person-deleted']),
    200,
  )
  await decide('apply')
  expect(await stateOf(issuanceId)).toBe('revoked')
  expect(await readProposals()).toEqual([])
})

test('a key suspended at Okta: inactive, and active again only when Okta says so', async () => {
  const { issuanceId, factorId } = await issueToJane()
  desk.double.console.suspendFactor(factorId)
  expect(await awaitProposals()).toMatchObject([
    { kind: 'factor-suspended', proposal: 'inactivate', issuanceId },
  ])
  await decide('apply')
  const row = await desk.registry.issuances.find(issuanceId)
  expect(row).toMatchObject({ state: 'inactive', inactiveBy: null })

  const { end } = await runOrder(desk, { procedure: 'reactivate', issuanceId })
  expect(end.activity).toMatchObject({
    kind: 'failed',
    failure: { cause: { code: 'factor-suspended', login: 'jane.doe@example.com' } },
  })
  expect(await stateOf(issuanceId)).toBe('inactive')

  desk.double.console.unsuspendFactor(factorId)
  expect(await awaitProposals()).toMatchObject([
    { kind: 'factor-unsuspended', proposal: 'reactivate' },
  ])
  await decide('apply')
  expect(await stateOf(issuanceId)).toBe('active')
})

test('a key suspended at Okta does not come back with its person', async () => {
  const { issuanceId, personId, factorId } = await issueToJane()
  desk.double.console.suspendFactor(factorId)
  await awaitProposals()
  await decide('apply')
  await desk.provider.suspendPerson(personId)
  await desk.provider.unsuspendPerson(personId)
  const other = await enrolElsewhere(personId)
  // What is told last shows that everything before was read.
  expect(kindsOf(await awaitProposals())).toEqual(['factor-added'])
  expect(await stateOf(issuanceId)).toBe('inactive')
  expect(other).not.toBe(factorId)
})

test('a key enrolled past the station is told, and changes nothing here', async () => {
  const { issuanceId, personId } = await issueToJane({ providerEvents: 'apply' })
  await enrolElsewhere(personId)
  expect(await awaitProposals()).toMatchObject([
    {
      kind: 'factor-added',
      proposal: 'review',
      issuanceId,
      actor: 'ada.administrator@example.com',
    },
  ])
  await decide('dismiss')
  expect(await readProposals()).toEqual([])
  expect(await stateOf(issuanceId)).toBe('active')
})

test('a key that the station enrolled is no news, even where its answer was lost', async () => {
  desk = await openTestStation()
  await readProposals()
  desk.double.faults.add({
    kind: 'drop',
    when: 'after-commit',
    method: 'POST',
    path: '*/lifecycle/activate',
    count: 1,
  })
  const { end } = await runIssue(desk)
  await desk.provider.suspendPerson(issuedIn(end).person.id)
  expect([...new Set(kindsOf(await awaitProposals()))]).toEqual(['person-suspended'])
})

test('passkeys switched off at Okta are told once for all, and taken back', async () => {
  const { issuanceId } = await issueToJane({ providerEvents: 'apply' })
  await switchPasskeys(desk.double, 'deactivate')
  expect(await awaitProposals()).toMatchObject([
    { kind: 'authenticator-off', proposal: 'review', issuanceId: null, login: '' },
  ])
  await switchPasskeys(desk.double, 'activate')
  await eventually(
    async () => expect(kindsOf(await readProposals())).toEqual(['authenticator-on']),
    200,
  )
  await decide('dismiss')
  expect(await readProposals()).toEqual([])
  expect(await stateOf(issuanceId)).toBe('active')
  const [last] = await desk.registry.journal.list(1)
  expect(last?.fact).toMatchObject({ fact: 'proposal-dismissed', issuanceId: null })
})

test('a proposal that is not there cannot be decided', async () => {
  await issueToJane()
  const input = { id: 'none', decision: 'apply' }
  expect(await desk.station.request('proposals.decide', input)).toMatchObject({
    ok: false,
    cause: { code: 'not-available' },
  })
})

test('the sign-in is proven at the provider where the template asks for it', async () => {
  await issueToJane({ proof: 'provider' })
  const calls = desk.double
    .records()
    .requests.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
  expect(calls.filter((call) => call === 'POST verify')).toHaveLength(2)
})
