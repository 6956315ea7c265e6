import { hostname } from 'node:os'
import { afterEach, expect, test, vi } from 'vitest'
import type { Proposal } from '../../../src/shared/records.ts'
import type { Template } from '../../../src/shared/template.ts'
import {
  issuedIn,
  openTestStation,
  runIssue,
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
  await vi.waitFor(async () => expect(await readProposals()).not.toEqual([]), {
    timeout: 10_000,
    interval: 200,
  })
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
  await vi.waitFor(
    async () => {
      await readProposals()
      expect(await stateOf(issuanceId)).toBe('revoked')
    },
    { timeout: 10_000, interval: 200 },
  )
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
  await vi.waitFor(async () => expect(await readProposals()).toEqual([]), {
    timeout: 10_000,
    interval: 200,
  })
  expect(await stateOf(issuanceId)).toBe('active')

  await desk.provider.suspendPerson(personId)
  await awaitProposals()
  await desk.provider.deleteFactor(personId, factorId)
  await vi.waitFor(async () => expect(await readProposals()).toHaveLength(2), {
    timeout: 10_000,
    interval: 200,
  })
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
