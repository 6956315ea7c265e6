import { describe, expect, test } from 'vitest'
import type { EventCursor, EventWatch } from '../../../src/main/idp.ts'
import { readConnection } from '../../../src/main/okta/connection.ts'
import { createOktaProvider } from '../../../src/main/okta/provider.ts'
import { startLocalOkta } from './local-okta.ts'
import { setUp } from './okta-double.ts'
import type { Setup } from './okta-double.ts'
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
})
