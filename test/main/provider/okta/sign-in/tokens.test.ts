import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import { readChallenge } from '../../../../../src/main/provider/okta/sign-in/authorization.ts'
import { createServerClock } from '../../../../../src/main/provider/okta/sign-in/server-clock.ts'
import { startLocalOkta } from '../local-okta.ts'
import { setUp } from '../okta-double.ts'

const tokenCalls = (calls: readonly string[]): readonly string[] =>
  calls.filter((call) => call.includes('/token'))

describe('tokens', () => {
  test('are asked for once by all who need one at the same time', async () => {
    const { provider, calls } = await setUp()
    await Promise.all(
      ['jane', 'john', 'ada', 'olivia', 'kim'].map((name) => provider.searchPeople(name)),
    )
    expect(tokenCalls(calls())).toEqual(['POST /oauth2/v1/token 400', 'POST /oauth2/v1/token 200'])
  })

  test('are renewed before they end, with the nonce remembered', async () => {
    let now = Date.now()
    const { provider, calls } = await setUp('service-app', { now: () => now }, { now: () => now })
    await provider.searchPeople('jane')
    now += 54 * 60_000
    await provider.searchPeople('jane')
    expect(tokenCalls(calls())).toHaveLength(2)
    now += 2 * 60_000
    await provider.searchPeople('jane')
    expect(tokenCalls(calls())).toEqual([
      'POST /oauth2/v1/token 400',
      'POST /oauth2/v1/token 200',
      'POST /oauth2/v1/token 200',
    ])
  })

  test('that Okta does not take any more are replaced once', async () => {
    let now = Date.now()
    const { provider, calls } = await setUp('service-app', { now: () => now })
    await provider.searchPeople('jane')
    // Only Okta's clock moves on: to us the token is still good.
    now += 2 * 3_600_000
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    expect(calls().slice(3)).toEqual([
      'GET /api/v1/users 401',
      'POST /oauth2/v1/token 200',
      'GET /api/v1/users 200',
    ])
  })

  test.each([-3_600_000, -300_000, 300_000, 3_600_000])(
    'are had though our clock is %i ms off, by the time Okta tells',
    async (offsetMs) => {
      const { provider } = await setUp('service-app', {}, { now: () => Date.now() + offsetMs })
      expect(await provider.searchPeople('jane')).toHaveLength(1)
    },
  )

  test('are had though nonces change, and given up when they change for ever', async () => {
    const { okta, provider } = await setUp()
    okta.faults.add({ kind: 'nonce-churn', path: '/oauth2/v1/token', count: 2 })
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    const { okta: restless, provider: other, calls } = await setUp()
    restless.faults.add({ kind: 'nonce-churn', path: '/oauth2/v1/token' })
    await expect(other.searchPeople('jane')).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'use_dpop_nonce' },
    })
    expect(calls()).toHaveLength(4)
  })

  test('of scopes nobody granted are refused in Okta’s own words, and asked for again later', async () => {
    const { okta, provider } = await setUp('service-app', {
      configure: ({ serviceApp }) => {
        serviceApp.grants = ['okta.users.read']
      },
    })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: {
        code: 'provider-sign-in-refused',
        error: 'invalid_scope',
        reason: 'One or more scopes are not configured for the authorization server resource.',
      },
    })
    okta.settings.serviceApp.grants.push('okta.users.manage')
    expect(await provider.searchPeople('jane')).toHaveLength(1)
  })

  test('are refused to a key Okta does not know, with the reason', async () => {
    const { provider } = await setUp('service-app', {
      configure: ({ serviceApp }) => {
        serviceApp.keys.length = 0
      },
    })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'invalid_client' },
    })
  })

  test.each([
    ['very long', 'x'.repeat(2000), 'x'.repeat(500)],
    ['null', null, ''],
  ])('are refused with the error though its description is %s', async (_, description, reason) => {
    const okta = await startLocalOkta(() => ({
      status: 400,
      body: { error: 'invalid_client', error_description: description },
    }))
    const { okta: double } = await setUp()
    const connection = readConnection({ ...double.connectionFor('service-app'), orgUrl: okta.url })
    const provider = createOktaProvider(connection, { fetch, now: Date.now })
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: { code: 'provider-sign-in-refused', error: 'invalid_client', reason },
    })
  })

  test('are asked for again after an outage of the token endpoint', async () => {
    const { okta, provider, waitsMs } = await setUp()
    okta.faults.add({ kind: 'bad-gateway', path: '/oauth2/v1/token', count: 2 })
    okta.faults.add({ kind: 'drop', when: 'after-commit', path: '/oauth2/v1/token', count: 1 })
    expect(await provider.searchPeople('jane')).toHaveLength(1)
    expect(waitsMs).not.toEqual([])
  })

  test('are not waited for by who gave up, and wait for nobody', async () => {
    const left = new AbortController()
    const reason = new Error('operator left')
    const { okta, provider } = await setUp(
      'service-app',
      {},
      {
        fetch: (...request) => {
          const answer = fetch(...request)
          // Once the request is on its way, nobody waits for it any more.
          setTimeout(() => {
            left.abort(reason)
          })
          return answer
        },
      },
    )
    okta.faults.add({ kind: 'slow', delayMs: null, path: '/oauth2/v1/token', count: 1 })
    await expect(provider.searchPeople('jane', left.signal)).rejects.toBe(reason)
    okta.faults.clear()
    expect(await provider.searchPeople('jane')).toHaveLength(1)
  })
})

describe('an SSWS token', () => {
  test('that is wrong is refused with Okta’s reason', async () => {
    const { okta, provider } = await setUp('token')
    okta.settings.apiTokens.length = 0
    await expect(provider.searchPeople('jane')).rejects.toMatchObject({
      reason: {
        code: 'provider-sign-in-refused',
        error: 'E0000011',
        reason: 'Invalid token provided',
      },
    })
  })
})

test('Okta’s clock is never taken to be ahead of what it said', () => {
  let now = 5_900
  const clock = createServerClock(() => now)
  expect(clock.offsetMs()).toBeNull()
  clock.learn(new Date(60_000).toUTCString())
  expect(clock.now()).toBe(60_000)
  now += 1_000
  expect(clock.now()).toBe(61_000)
  clock.learn('yesterday')
  clock.learn(null)
  expect(clock.now()).toBe(61_000)
})

test.each([
  [null, null],
  ['', null],
  [
    'Bearer error="insufficient_scope", error_description="The access token is too weak."',
    { scheme: 'Bearer', error: 'insufficient_scope', description: 'The access token is too weak.' },
  ],
  [
    'DPoP algs="RS256 ES256", error="invalid_dpop_proof"',
    { scheme: 'DPoP', error: 'invalid_dpop_proof', description: null },
  ],
  [
    'Bearer authorization_uri="https://acme.okta.com/oauth2/v1/authorize", xerror="no"',
    { scheme: 'Bearer', error: null, description: null },
  ],
])('the challenge %j is read', (header, expected) => {
  expect(readChallenge(header)).toEqual(expected)
})
