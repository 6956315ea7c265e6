import { describe, expect, test, vi } from 'vitest'
import {
  readRateLimit,
  send,
  UncertainError,
} from '../../../../../src/main/provider/okta/calls/retry.ts'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import { surroundingsOf } from '../../../../../src/main/provider/okta/edges.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import { block } from '../../../../support/block.ts'
import { startLocalOkta, userBody, type Reply } from '../local-okta.ts'

const date = new Date(1_700_000_000_000).toUTCString()
const resetIn = (seconds: number): Record<string, string> => ({
  date,
  'x-rate-limit-limit': '600',
  'x-rate-limit-remaining': '0',
  'x-rate-limit-reset': String(1_700_000_000 + seconds),
})
const limited = { errorCode: 'E0000047', errorSummary: 'API call exceeded rate limit.' }
const ok: Reply = { status: 200, body: userBody }

async function play(replies: readonly (Reply | 'drop')[], random = 0.5) {
  const okta = await startLocalOkta((_, count) => replies[count - 1] ?? ok)
  const waitsMs: number[] = []
  const auth = { kind: 'token', token: '00Q1' }
  const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: () => 1_700_000_000_000,
    random: () => random,
    sleep: (ms) => {
      waitsMs.push(ms)
      return Promise.resolve()
    },
  })
  const outcome: unknown = await provider.getPerson('00u1').then(
    ({ id }) => id,
    (error: unknown) => error,
  )
  return { outcome, waitsMs, sent: okta.received.length }
}

describe('a refusal for too many requests', () => {
  test('is waited out to the reset by Okta’s own clock, a second and some jitter more', async () => {
    const { outcome, waitsMs } = await play([{ status: 429, headers: resetIn(7), body: limited }])
    expect(outcome).toBe('00u1')
    expect(waitsMs).toEqual([8_500])
  })

  test('never waits longer than 65 seconds: a later reset is told at once', async () => {
    const { waitsMs } = await play([{ status: 429, headers: resetIn(65), body: limited }])
    expect(waitsMs).toEqual([65_000])
    const later = await play([{ status: 429, headers: resetIn(3_600), body: limited }])
    expect(later.waitsMs).toEqual([])
    expect(later.outcome).toMatchObject({
      reason: { code: 'provider-rate-limited', retryAt: 1_700_003_600_000 },
    })
  })

  test('does not wait for a reset that is past', async () => {
    const { waitsMs } = await play([{ status: 429, headers: resetIn(-90), body: limited }], 0)
    expect(waitsMs).toEqual([1_000])
  })

  test('is tried three times more, and then told with the time of the reset', async () => {
    const { outcome, waitsMs, sent } = await play(
      Array.from({ length: 9 }, () => ({ status: 429, headers: resetIn(2), body: limited })),
    )
    expect(sent).toBe(4)
    expect(waitsMs).toHaveLength(3)
    expect(outcome).toMatchObject({
      reason: { code: 'provider-rate-limited', operation: 'getUser', retryAt: 1_700_000_002_000 },
      requestId: 'request-4',
    })
  })

  test('for concurrency is backed off from, whatever reset it names', async () => {
    const headers = { ...resetIn(50), 'x-rate-limit-limit': '0' }
    const { outcome, waitsMs } = await play([
      { status: 429, headers, body: limited },
      { status: 429, headers, body: limited },
    ])
    expect(outcome).toBe('00u1')
    expect(waitsMs).toEqual([1_500, 3_000])
  })
})

describe('an outage', () => {
  test.each<[string, Reply | 'drop']>([
    ['500', { status: 500, body: { errorCode: 'E0000009', errorSummary: 'Internal Error' } }],
    ['503', { status: 503, body: { errorCode: 'E0000010', errorSummary: 'read-only mode' } }],
    ['a page of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['a lost connection', 'drop'],
  ])('%s is tried again with growing pauses', async (_name, reply) => {
    const { outcome, waitsMs, sent } = await play([reply, reply, reply])
    expect(outcome).toBe('00u1')
    expect(waitsMs).toEqual([1_500, 3_000, 6_000])
    expect(sent).toBe(4)
  })

  test('that lasts is told', async () => {
    const down: Reply = { status: 502, body: '<html>Bad Gateway</html>' }
    const { outcome } = await play([down, down, down, down])
    expect(outcome).toMatchObject({
      reason: { code: 'provider-outage', operation: 'getUser', status: 502 },
    })
  })
})

test.each([
  ['ECONNREFUSED', 2],
  ['ENOTFOUND', 2],
  ['ERR_PROXY_CONNECTION_FAILED', 2],
  ['ENETUNREACH', 1],
  ['EHOSTUNREACH', 1],
  ['ERR_SSL_BAD_RECORD_MAC_ALERT', 1],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 1],
])('what is sent sparingly and ends with %s is sent %i times', async (code, times) => {
  let sent = 0
  const lost = () => {
    sent += 1
    const cause = Object.assign(new Error('lost'), { code })
    return sent === 1
      ? Promise.reject(new TypeError('fetch failed', { cause }))
      : Promise.resolve(Response.json({}))
  }
  const edges = { fetch: lost, now: Date.now, sleep: () => Promise.resolve() }
  const outcome: unknown = await send(surroundingsOf(edges), {
    repeat: 'sparingly',
    prepare: () =>
      Promise.resolve({ method: 'POST', url: 'https://acme.okta.com/', headers: {}, body: '' }),
    observe: () => undefined,
    recover: () => false,
  }).catch((error: unknown) => error)
  expect(sent).toBe(times)
  expect(outcome instanceof UncertainError).toBe(times === 1)
})

test('an answer that does not come is given up at the time limit, and told as that', async () => {
  const okta = await startLocalOkta(() => 'hang')
  const auth = { kind: 'token', token: '00Q1' }
  const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: Date.now,
    sleep: () => Promise.resolve(),
    timeLimitMs: 20,
  })
  await expect(provider.getPerson('00u1')).rejects.toMatchObject({
    reason: { code: 'provider-unreachable', reason: 'timeout' },
  })
  await expect(provider.suspendPerson('00u1')).rejects.toMatchObject({
    reason: { code: 'provider-unreachable', reason: 'timeout' },
  })
})

test('an answer that says it is too large is not left half read', async () => {
  const cancel = vi.fn<() => void>()
  const headers = { 'content-length': '9000000' }
  const auth = { kind: 'token', token: '00Q1' }
  const provider = createOktaProvider(readConnection({ orgUrl: 'https://acme.okta.com', auth }), {
    fetch: () => Promise.resolve(new Response(new ReadableStream({ cancel }), { headers })),
    now: Date.now,
    sleep: () => Promise.resolve(),
  })
  await expect(provider.suspendPerson('00u1')).rejects.toMatchObject({
    reason: { code: 'provider-unreachable' },
  })
  expect(cancel).toHaveBeenCalled()
})

test('an answer that came while the process was busy is not given up', async () => {
  // The answer is written at once, and waits in the socket while this process reads nothing.
  const okta = await startLocalOkta(() => {
    setImmediate(() => block(600))
    return ok
  })
  const auth = { kind: 'token', token: '00Q1' }
  const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: Date.now,
    sleep: () => Promise.reject(new Error('there was an answer')),
    timeLimitMs: 500,
  })
  expect(await provider.getPerson('00u1')).toMatchObject({ login: 'ada@acme.com' })
  expect(okta.received).toHaveLength(1)
})

test.each<[string, Record<string, string>, object]>([
  ['nothing', {}, { kind: 'other' }],
  ['garbage', { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': 'soon' }, { kind: 'other' }],
  [
    'a bucket with room left, so the limit is another',
    { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '12', 'x-rate-limit-reset': '1' },
    { kind: 'other' },
  ],
  [
    'no Date',
    { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '9' },
    { kind: 'bucket', resetAtMs: 9_000, serverNowMs: null },
  ],
])('rate limit headers with %s are read for what they say', (_name, headers, expected) => {
  expect(readRateLimit(new Headers(headers))).toEqual(expected)
})
