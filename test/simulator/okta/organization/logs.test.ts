import { expect, test } from 'vitest'
import { textAt, type Answer, type Caller } from '../../../support/okta-caller.ts'
import { userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

const SUSPEND = 'user.lifecycle.suspend'
const UNSUSPEND = 'user.lifecycle.unsuspend'

async function suspendAndBack(call: Caller): Promise<string> {
  const id = await userId(call, 'jane.doe@example.com')
  await call('POST', `/api/v1/users/${id}/lifecycle/suspend`)
  await call('POST', `/api/v1/users/${id}/lifecycle/unsuspend`)
  return id
}

function next(answer: Answer): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
}

function types(answer: Answer): string[] {
  return answer.list().map((event) => textAt(event, 'eventType'))
}

test('a polling query always has a next page, which shows only what is new', async () => {
  const { admin } = await openOkta()
  const first = await admin('GET', '/api/v1/logs')
  expect(types(first)).toEqual([])
  const again = await admin('GET', next(first) ?? '')
  expect(next(again)).toBe(next(first))
  await suspendAndBack(admin)
  const news = await admin('GET', next(again) ?? '')
  expect(types(news)).toEqual([SUSPEND, UNSUSPEND])
  const empty = await admin('GET', next(news) ?? '')
  expect(types(empty)).toEqual([])
  expect(next(empty)).toBeDefined()
})

test('a bounded query ends', async () => {
  const { admin } = await openOkta()
  await suspendAndBack(admin)
  const until = '2100-01-01T00:00:00Z'
  const first = await admin('GET', `/api/v1/logs?until=${until}&limit=1`)
  expect(types(first)).toEqual([SUSPEND])
  const second = await admin('GET', next(first) ?? '')
  expect(types(second)).toEqual([UNSUSPEND])
  expect(next(second)).toBeUndefined()
})

test('time, filter, keywords and order choose events', async () => {
  let now = Date.UTC(2026, 10, 23, 7, 0, 0, 123)
  const { admin } = await openOkta({ now: () => now })
  const id = await suspendAndBack(admin)
  const query = async (text: string) => types(await admin('GET', `/api/v1/logs?${text}`))
  const filter = (text: string) => query(`filter=${encodeURIComponent(text)}`)
  expect(await filter(`eventType eq "${SUSPEND}"`)).toEqual([SUSPEND])
  expect(await filter(`eventType sw "user.lifecycle" and target.id eq "${id}"`)).toHaveLength(2)
  expect(await filter('target.id eq "00unone"')).toEqual([])
  for (const text of [
    'actor.alternateId sw "ada" and actor.type eq "User"',
    'outcome.result eq "SUCCESS" and severity eq "INFO"',
    'published ge "2026-11-23T07:00:00.000Z" and uuid pr',
    'displayMessage co "Okta user" and target.type eq "User"',
    'transaction.id pr and target.displayName eq "Jane Doe"',
  ]) {
    expect(await filter(text)).toHaveLength(2)
  }
  expect(await filter('outcome.reason pr')).toEqual([])
  expect(await filter('eventType co "unsus"')).toEqual([UNSUSPEND])
  expect(await query('q=jane.doe%20Unsuspend')).toEqual([UNSUSPEND])
  expect(await query('sortOrder=DESCENDING')).toEqual([UNSUSPEND, SUSPEND])
  expect(await query('since=2026-11-23T07:00:00.123Z')).toHaveLength(2)
  expect(await query('since=2026-11-23T07:00:00.124Z')).toEqual([])
  expect(await query('until=2026-11-23T07:00:00.123Z')).toEqual([])
  now += 8 * 24 * 3_600_000
  expect(await query('')).toEqual([])
  expect(await query('since=2026-11-01T00:00:00Z')).toHaveLength(2)
})

test('an event names actor, targets, outcome and the request that made it', async () => {
  const { okta, admin } = await openOkta({ now: () => Date.UTC(2026, 10, 23, 7, 0, 0, 123) })
  const id = await suspendAndBack(admin)
  const [event] = (await admin('GET', '/api/v1/logs')).list()
  const request = okta.records().requests.find(({ path }) => path.endsWith('/suspend'))
  expect(event).toMatchObject({
    eventType: SUSPEND,
    published: '2026-11-23T07:00:00.123Z',
    severity: 'INFO',
    actor: { type: 'User', alternateId: 'ada.administrator@example.com' },
    target: [{ type: 'User', id, alternateId: 'jane.doe@example.com', displayName: 'Jane Doe' }],
    outcome: { result: 'SUCCESS' },
    debugContext: { debugData: { requestId: request?.requestId } },
  })
})

test.each([
  'since=yesterday',
  'until=x',
  'limit=1001',
  'limit=-1',
  'after=invented',
  'filter=eventType+ne+%22x%22',
])('refuses %s', async (query) => {
  const { admin } = await openOkta()
  expect((await admin('GET', `/api/v1/logs?${query}`)).status).toBe(400)
})
