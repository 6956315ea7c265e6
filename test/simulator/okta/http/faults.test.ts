import { expect, test } from 'vitest'
import { postToken, send, textAt } from '../../../support/okta-caller.ts'
import { userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

const JANE = '/api/v1/users/jane.doe@example.com'
const ENROLL = { factorType: 'webauthn', provider: 'FIDO' }

test('429 with a reset, without one, and of too many requests at once', async () => {
  const now = 1_795_420_800_000
  const { okta, admin } = await openOkta({ now: () => now })
  okta.faults.add({ kind: 'rate-limit', resetInSeconds: 30, count: 1 })
  const told = await admin('GET', JANE)
  expect(told.status).toBe(429)
  expect(told.json()).toMatchObject({ errorCode: 'E0000047', errorCauses: [] })
  expect(told.headers.get('x-rate-limit-reset')).toBe(String(now / 1000 + 30))
  expect(told.headers.get('x-rate-limit-remaining')).toBe('0')
  okta.faults.add({ kind: 'rate-limit', resetInSeconds: null, count: 1 })
  const untold = await admin('GET', JANE)
  expect(untold.status).toBe(429)
  expect(untold.headers.get('x-rate-limit-reset')).toBeNull()
  expect(untold.headers.get('x-rate-limit-limit')).toBeNull()
  okta.faults.add({ kind: 'concurrency', count: 1 })
  const crowded = await admin('GET', JANE)
  expect(crowded.status).toBe(429)
  expect(crowded.headers.get('x-rate-limit-limit')).toBe('0')
  expect(crowded.headers.get('x-rate-limit-remaining')).toBe('0')
  expect(Number(crowded.headers.get('x-rate-limit-reset'))).toBeGreaterThan(now / 1000)
  expect((await admin('GET', JANE)).status).toBe(200)
})

test('500, 503, a proxy with a page of HTML, and a 403 without a body', async () => {
  const { okta, admin } = await openOkta()
  okta.faults.add({ kind: 'server-error', status: 500, count: 1 })
  expect((await admin('GET', JANE)).json()).toMatchObject({ errorCode: 'E0000009' })
  okta.faults.add({ kind: 'server-error', status: 503, count: 1 })
  expect((await admin('GET', JANE)).json()).toMatchObject({ errorCode: 'E0000010' })
  okta.faults.add({ kind: 'bad-gateway', count: 1 })
  const page = await admin('GET', JANE)
  expect(page.status).toBe(502)
  expect(page.headers.get('content-type')).toBe('text/html')
  expect(page.text).toContain('<h1>502 Bad Gateway</h1>')
  okta.faults.add({ kind: 'insufficient-scope', count: 1 })
  const empty = await admin('GET', JANE)
  expect([empty.status, empty.text]).toEqual([403, ''])
  expect(empty.headers.get('www-authenticate')).toContain('insufficient_scope')
})

test('a fault hits the method and path it names, as often as it says', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const path = `/api/v1/users/${id}/factors`
  okta.faults.add({
    kind: 'server-error',
    status: 500,
    method: 'POST',
    path: '/api/v1/users/*/factors',
    count: 2,
  })
  expect((await admin('GET', path)).status).toBe(200)
  expect((await admin('POST', path, ENROLL)).status).toBe(500)
  expect((await admin('POST', path, ENROLL)).status).toBe(500)
  expect((await admin('POST', path, ENROLL)).status).toBe(200)
  okta.faults.add({ kind: 'server-error', status: 500 })
  expect((await admin('GET', path)).status).toBe(500)
  okta.faults.clear()
  expect((await admin('GET', path)).status).toBe(200)
})

test('a connection dropped before leaves nothing behind, dropped after it leaves the work done', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const path = `/api/v1/users/${id}/factors`
  const pending = () =>
    okta.records().factors.filter(({ status }) => status === 'PENDING_ACTIVATION').length
  okta.faults.add({ kind: 'drop', when: 'before-commit', count: 1 })
  await expect(admin('POST', path, ENROLL)).rejects.toThrow('fetch failed')
  expect(pending()).toBe(0)
  okta.faults.add({ kind: 'drop', when: 'after-commit', count: 1 })
  await expect(admin('POST', path, ENROLL)).rejects.toThrow('fetch failed')
  expect(pending()).toBe(1)
  expect(okta.records().requests.slice(-2)).toMatchObject([
    { method: 'POST', path, status: 0 },
    { method: 'POST', path, status: 0 },
  ])
})

test('a slow answer comes when its time has come, or never', async () => {
  const { okta, admin } = await openOkta()
  okta.faults.add({ kind: 'slow', delayMs: 1, count: 1 })
  expect((await admin('GET', JANE)).status).toBe(200)
  okta.faults.add({ kind: 'slow', delayMs: null, count: 1 })
  const signal = AbortSignal.timeout(50)
  const { orgUrl } = okta.connection
  await expect(fetch(`${orgUrl}/.well-known/okta-organization`, { signal })).rejects.toThrow(
    /timeout/,
  )
  expect(okta.records().requests.at(-1)).toMatchObject({ status: 200 })
})

test('a clock that is off shows in Date, and goes right again', async () => {
  const { okta, admin } = await openOkta()
  okta.faults.add({ kind: 'clock-skew', offsetMs: -3_600_000 })
  const skewed = Date.parse((await admin('GET', JANE)).headers.get('date') ?? '')
  expect(Math.abs(Date.now() - 3_600_000 - skewed)).toBeLessThan(600_000)
  okta.faults.clear()
  const right = Date.parse((await admin('GET', JANE)).headers.get('date') ?? '')
  expect(Math.abs(Date.now() - right)).toBeLessThan(600_000)
})

test('a clock that is off refuses what a right clock signed', async () => {
  const { okta } = await openOkta({ faults: [{ kind: 'clock-skew', offsetMs: -600_000 }] })
  const ahead = await postToken(okta.connection)
  expect(ahead.json()).toMatchObject({ error: 'invalid_client' })
  okta.faults.clear()
  okta.faults.add({ kind: 'clock-skew', offsetMs: 600_000 })
  expect((await postToken(okta.connection)).json()).toMatchObject({ error: 'invalid_client' })
})

test('more requests than the bucket holds are refused until the minute is over', async () => {
  let now = Date.now()
  const { okta, admin } = await openOkta({ now: () => now })
  okta.settings.rateLimitShare = 0.05
  for (let request = 0; request < 6; request += 1) {
    expect((await admin('GET', '/api/v1/logs')).status).toBe(200)
  }
  const refused = await admin('GET', '/api/v1/logs')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('x-rate-limit-remaining')).toBe('0')
  expect((await admin('GET', JANE)).status).toBe(200)
  now = Number(refused.headers.get('x-rate-limit-reset')) * 1000
  expect((await admin('GET', '/api/v1/logs')).status).toBe(200)
})

test('more requests at once than the organization allows are refused as such', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.concurrencyLimit = 1
  okta.faults.add({ kind: 'slow', delayMs: null, path: '/api/v1/org', count: 1 })
  const abort = new AbortController()
  const held = fetch(`${okta.url}/api/v1/org`, { signal: abort.signal }).catch(() => 'given up')
  await expect.poll(() => okta.records().requests.length).toBe(1)
  const refused = await admin('GET', JANE)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('x-rate-limit-limit')).toBe('0')
  abort.abort()
  expect(await held).toBe('given up')
})

test('a body without end is not read to the end', async () => {
  const { okta } = await openOkta()
  const body = 'x'.repeat(2 * 1024 * 1024)
  await expect(send(`${okta.url}/api/v1/users`, 'POST', body)).rejects.toThrow('fetch failed')
})

test('bodies are recorded only when asked for, and never with a secret', async () => {
  const silent = await openOkta()
  await silent.admin('GET', JANE)
  expect(silent.okta.records().requests[0]).not.toHaveProperty('exchange')
  const { okta, admin } = await openOkta({ recordBodies: true })
  const answer = await admin('GET', `${JANE}?expand=blocks`)
  const [record] = okta.records().requests
  expect(record).toMatchObject({
    method: 'GET',
    path: JANE,
    status: 200,
    requestId: answer.headers.get('x-okta-request-id'),
    exchange: { query: 'expand=blocks', responseBody: { id: textAt(answer.json(), 'id') } },
  })
  expect(Object.keys(record?.exchange?.headers ?? {})).not.toContain('authorization')
  const credentials = { password: { value: 'Correct-Horse-7' } }
  await admin('POST', JANE, { credentials })
  await admin('POST', JANE, '{"not json')
  const records = JSON.stringify(okta.records().requests)
  expect(records).toContain('"password":{"value":"…"}')
  expect(records).not.toContain('Correct-Horse')
})
