import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import {
  eventFilter,
  logEventSchema,
  readLogEvent,
} from '../../../../src/main/provider/okta/log-event.ts'
import { createOktaProvider } from '../../../../src/main/provider/okta/provider.ts'
import type { EventCursor, EventWatch } from '../../../../src/main/provider/provider.ts'
import { switchPasskeys } from '../../../support/switch-passkeys.ts'
import { startLocalOkta } from './local-okta.ts'
import { setUp, type Setup } from './okta-double.ts'
import { createSoftKey } from './soft-key.ts'

const nobody = new Set<string>()
const watchOf = (watch: Partial<EventWatch>): EventWatch => ({
  personIds: nobody,
  factorIds: nobody,
  groupIds: nobody,
  ownRequestIds: nobody,
  ...watch,
})

/** An organization whose clock, and ours, moves on by a second with every request. */
async function setUpWithTime(): Promise<Setup & { readonly start: EventCursor }> {
  let now = Date.now()
  const clock = (): number => now
  const setup = await setUp(
    'token',
    { now: clock },
    {
      now: clock,
      fetch: (...request) => {
        now += 1_000
        return fetch(...request)
      },
    },
  )
  return { ...setup, start: { since: now, seen: [] } }
}

describe('the System Log', () => {
  test('tells what happened to issued keys and those who hold them', async () => {
    const { provider, start } = await setUpWithTime()
    const jane = await provider.getPerson('jane.doe@example.com')
    const john = await provider.getPerson('john.doe@example.com')
    const [group] = await provider.searchGroups('Security key holders')
    const groupId = group?.id ?? ''
    const ceremony = await provider.begin(jane)
    await provider.finish(ceremony, createSoftKey().create(ceremony))
    await provider.joinGroup(jane.id, groupId)
    await provider.suspendPerson(jane.id)
    await provider.unsuspendPerson(jane.id)
    await provider.leaveGroup(jane.id, groupId)
    await provider.deleteFactor(jane.id, ceremony.factorId)
    await provider.suspendPerson(john.id)
    await provider.getPerson(jane.id)

    const watch = watchOf({
      personIds: new Set([jane.id]),
      factorIds: new Set([ceremony.factorId]),
      groupIds: new Set([groupId]),
    })
    const { events, hasMore } = await provider.readEvents(start, watch)
    expect(hasMore).toBe(false)
    expect(events.map(({ kind, proposal }) => [kind, proposal])).toEqual([
      ['joined-group', 'reactivate'],
      ['person-suspended', 'inactivate'],
      ['person-unsuspended', 'reactivate'],
      ['left-group', 'inactivate'],
      ['factor-deleted', 'revoke'],
    ])
    expect(events.at(-1)).toMatchObject({
      personId: jane.id,
      factorId: ceremony.factorId,
      actor: 'ada.administrator@example.com',
    })

    const own = new Set(events.flatMap(({ requestId }) => requestId ?? []))
    expect(own.size).toBe(5)
    const quiet = await provider.readEvents(start, { ...watch, ownRequestIds: own })
    expect(quiet.events).toEqual([])
    const elsewhere = await provider.readEvents(start, { ...watch, groupIds: nobody })
    expect(elsewhere.events.map(({ kind }) => kind)).not.toContain('left-group')
  })

  test('is told once, from where the last reading ended', async () => {
    const { provider } = await setUpWithTime()
    const jane = await provider.getPerson('jane.doe@example.com')
    const watch = watchOf({ personIds: new Set([jane.id]) })
    const first = await provider.readEvents(null, watch)
    expect(first.events).toEqual([])
    await provider.suspendPerson(jane.id)
    await provider.getPerson(jane.id)
    const second = await provider.readEvents(first.cursor, watch)
    expect(second.events.map(({ kind }) => kind)).toEqual(['person-suspended'])
    const third = await provider.readEvents(second.cursor, watch)
    expect(third.events).toEqual([])
  })

  test('is read in pages, always up to a time, and never for ever', async () => {
    // Okta offers a next page of a polling query without end.
    const okta = await startLocalOkta((request, count) => ({
      status: 200,
      headers: { link: `<http://localhost/api/v1/logs?after=c${count}>; rel="next"` },
      body: [
        {
          uuid: `e${count}`,
          published: new Date(1_700_000_000_000 + count * 1_000).toISOString(),
          eventType: 'user.lifecycle.suspend',
          target: [{ type: 'User', id: '00u1' }],
          outcome: { result: request.query.has('after') ? 'SUCCESS' : 'FAILURE' },
        },
      ],
    }))
    const auth = { kind: 'token', token: '00Q1' }
    const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
      fetch,
      now: () => 1_700_000_100_000,
    })
    const watch = watchOf({ personIds: new Set(['00u1']) })
    const { events, cursor, hasMore } = await provider.readEvents(
      { since: 1_700_000_000_000, seen: [] },
      watch,
    )
    expect(okta.received).toHaveLength(10)
    expect(okta.received.every(({ query }) => query.has('until') && query.has('since'))).toBe(true)
    // The first one failed: nothing happened.
    expect(events).toHaveLength(9)
    expect(hasMore).toBe(true)
    expect(cursor).toEqual({ since: 1_700_000_010_000, seen: ['e10'] })
  })

  test('is read by Okta’s clock, however fast the station’s own is', async () => {
    let now = Date.now()
    const hourAhead = () => now + 3_600_000
    const { okta, provider } = await setUp('token', { now: () => now }, { now: hourAhead })
    const jane = await provider.getPerson('jane.doe@example.com')
    const watch = watchOf({ personIds: new Set([jane.id]) })
    const restart = () =>
      createOktaProvider(readConnection(okta.connectionFor('token')), { fetch, now: hourAhead })
    const { cursor: begun } = await restart().readEvents(null, watch)
    expect(begun.since).toBeLessThanOrEqual(now)
    now += 1_000
    const { cursor } = await restart().readEvents(begun, watch)
    expect(cursor.since).toBeLessThanOrEqual(now)
    await provider.suspendPerson(jane.id)
    now += 2_000
    const { events } = await restart().readEvents(cursor, watch)
    expect(events.map(({ kind }) => kind)).toEqual(['person-suspended'])
  })

  test('is never asked for a time that ends before it begins', async () => {
    const { okta, provider, start } = await setUpWithTime()
    const ahead = { ...start, since: start.since + 3_600_000 }
    expect(await provider.readEvents(ahead, watchOf({}))).toMatchObject({ cursor: ahead })
    expect(okta.records().requests.map(({ status }) => status)).toEqual([200])
    const query = 'since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z'
    const { auth } = okta.connectionFor('token')
    const authorization = `SSWS ${auth.kind === 'token' ? auth.token : ''}`
    const refused = await fetch(`${okta.url}/api/v1/logs?${query}`, { headers: { authorization } })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ errorCode: 'E0000001' })
  })

  test('goes on past an event nobody can read, and tells one that shows minutes late', async () => {
    const suspended = (uuid: string, published: string) => ({
      uuid,
      published,
      eventType: 'user.lifecycle.suspend',
      target: [{ type: 'User', id: '00u1' }],
    })
    const date = 'Tue, 14 Nov 2023 22:20:00 GMT'
    const early = suspended('e1', '2023-11-14T22:19:30.000Z')
    const late = suspended('e2', '2023-11-14T22:12:00.000Z')
    const okta = await startLocalOkta((_, count) => ({
      status: 200,
      headers: { date },
      body: [{ uuid: 7 }, suspended('e0', 'soon'), ...(count > 1 ? [late] : []), early],
    }))
    const auth = { kind: 'token', token: '00Q1' }
    const now = () => Date.parse(date)
    const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), { fetch, now })
    const watch = watchOf({ personIds: new Set(['00u1']) })
    const since = Date.parse('2023-11-14T22:00:00.000Z')
    const first = await provider.readEvents({ since, seen: [] }, watch)
    expect(first.events.map(({ id }) => id)).toEqual(['e1'])
    const second = await provider.readEvents(first.cursor, watch)
    expect(second.events.map(({ id }) => id)).toEqual(['e2'])
  })
})

interface Logged {
  readonly eventType: string
  readonly target?: readonly object[]
  readonly debugData?: object
}

/** An event of the log about Jane, unless it names others. */
function read({ eventType, target = [{ type: 'User', id: '00u1' }], debugData = {} }: Logged) {
  const published = '2023-11-14T22:19:30.000Z'
  const debugContext = { debugData }
  return readLogEvent(
    logEventSchema.parse({ uuid: 'e1', published, eventType, target, debugContext }),
  )
}

const user = { type: 'User', id: '00u1' }
const enrollment = (id: string) => ({ type: 'AuthenticatorEnrollment', id })
const passkeys = { type: 'Authenticator', id: 'aut1', displayName: 'Passkey (FIDO2 WebAuthn)' }
const formerName = { type: 'Authenticator', id: 'aut1', displayName: 'Security Key or Biometric' }
const oktaVerify = { type: 'Authenticator', id: 'aut2', displayName: 'Okta Verify' }
const factor = 'FIDO_WEBAUTHN'

test('every event that is asked for is in the table of docs/okta.md, and no other', () => {
  const named = (text: string) => text.match(/\b(?:user|group|security)(?:\.[a-z_]+){2,}/g) ?? []
  const rows = readFileSync('docs/okta.md', 'utf8').match(/^\| `(?:user|group|security)\..*$/gm)
  expect(named((rows ?? []).join('\n')).toSorted()).toEqual(named(eventFilter).toSorted())
})

describe('an event of the log', () => {
  test.each([
    ['user.lifecycle.delete.initiated', [user], {}, 'person-deleted', 'revoke'],
    ['user.lifecycle.delete.completed', [user], {}, 'person-deleted', 'revoke'],
    ['user.mfa.factor.suspend', [user, enrollment('fwf1')], {}, 'factor-suspended', 'inactivate'],
    ['user.mfa.factor.suspend', [user], { factor }, 'factor-suspended', 'review'],
    [
      'user.mfa.factor.unsuspend',
      [user, enrollment('fwf1')],
      {},
      'factor-unsuspended',
      'reactivate',
    ],
    ['user.mfa.factor.activate', [user, enrollment('fwf1')], {}, 'factor-added', 'review'],
    ['user.mfa.factor.activate', [user], { factor }, 'factor-added', 'review'],
    ['security.authenticator.lifecycle.deactivate', [passkeys], {}, 'authenticator-off', 'review'],
    [
      'security.authenticator.lifecycle.deactivate',
      [formerName],
      {},
      'authenticator-off',
      'review',
    ],
    ['security.authenticator.lifecycle.deactivate', [], {}, 'authenticator-off', 'review'],
    ['security.authenticator.lifecycle.activate', [passkeys], {}, 'authenticator-on', 'review'],
  ])('%s of %j means what it says', (eventType, target, debugData, kind, proposal) => {
    expect(read({ eventType, target, debugData })).toMatchObject({ kind, proposal })
  })

  test.each([
    ['user.mfa.factor.activate', [user, enrollment('opf1')], {}],
    ['user.mfa.factor.activate', [user], { factor: 'SIGNED_NONCE' }],
    ['user.mfa.factor.activate', [user], {}],
    ['user.mfa.factor.suspend', [user], { factor: 'SIGNED_NONCE' }],
    ['user.mfa.factor.update', [user, enrollment('fwf1')], { factor }],
    ['user.lifecycle.delete.completed', [], {}],
    ['security.authenticator.lifecycle.deactivate', [oktaVerify], {}],
  ])('%s of %j concerns no key', (eventType, target, debugData) => {
    expect(read({ eventType, target, debugData })).toBeNull()
  })

  test('of everybody names nobody, and is told while somebody has a key', async () => {
    const { okta, provider, start } = await setUpWithTime()
    await switchPasskeys(okta, 'deactivate')
    // The clock goes on with every request.
    await provider.getPerson('jane.doe@example.com')
    const { events } = await provider.readEvents(start, watchOf({ personIds: new Set(['00u1']) }))
    expect(events).toMatchObject([
      { kind: 'authenticator-off', personId: null, factorId: null, groupId: null },
    ])
    expect((await provider.readEvents(start, watchOf({}))).events).toEqual([])
  })
})

test.each([
  ['SMS_FACTOR', undefined],
  ['FIDO_WEBAUTHN', 'review'],
  [undefined, 'review'],
])('a factor %s reset without its id proposes %s', (factor, proposal) => {
  const event = logEventSchema.parse({
    uuid: 'e1',
    published: '2023-11-14T22:19:30.000Z',
    eventType: 'user.mfa.factor.deactivate',
    target: [{ type: 'User', id: '00u1' }],
    debugContext: { debugData: { factor } },
  })
  expect(readLogEvent(event)?.proposal).toBe(proposal)
})
