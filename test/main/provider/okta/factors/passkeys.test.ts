import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import { startLocalOkta, type Script } from '../local-okta.ts'
import { freePort, setUp } from '../okta-double.ts'
import { createSoftKey } from '../soft-key.ts'

async function scripted(script: Script) {
  const okta = await startLocalOkta(script)
  const auth = { kind: 'token', token: '00Q1' }
  const provider = createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: Date.now,
    sleep: () => Promise.resolve(),
  })
  return { okta, provider }
}

const factor = { id: 'fwf1', factorType: 'webauthn', provider: 'FIDO', status: 'ACTIVE' }

describe('factors', () => {
  test('that a policy hides from the list are found all the same', async () => {
    const { okta, provider } = await setUp('token')
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    await provider.finish(ceremony, createSoftKey().create(ceremony))
    for (const policy of okta.settings.policies) {
      if (policy.type !== 'MFA_ENROLL') continue
      for (const each of policy.authenticators) {
        if (each.key === 'webauthn') each.enroll.self = 'NOT_ALLOWED'
      }
    }
    const listed = await provider.listFactors(jane.id)
    expect(listed.map(({ factorId, state }) => [factorId, state.state])).toEqual([
      [ceremony.factorId, 'active'],
    ])
  })

  test('are listed without the enrollments, where an organization has no such API', async () => {
    const { provider } = await scripted(({ path }) =>
      path.endsWith('/factors')
        ? { status: 200, body: [factor, { id: 'sms1', factorType: 'sms', status: 'ACTIVE' }] }
        : { status: 404, body: { errorCode: 'E0000008', errorSummary: 'Not found' } },
    )
    expect(await provider.listFactors('00u1')).toEqual([
      {
        factorId: 'fwf1',
        state: { state: 'active', credentialId: null },
        name: null,
        createdAt: null,
      },
    ])
  })

  test.each([
    ['PENDING_ACTIVATION', { state: 'pending' }],
    ['ACTIVE', { state: 'active', credentialId: null }],
    ['INACTIVE', { state: 'inactive', status: 'INACTIVE' }],
    ['FULFILLMENT_ERRORED', { state: 'inactive', status: 'FULFILLMENT_ERRORED' }],
  ])('of status %s', async (status, expected) => {
    const { provider } = await scripted(() => ({ status: 200, body: { ...factor, status } }))
    expect(await provider.findFactor('00u1', 'fwf1')).toEqual(expected)
  })

  test('are gone when Okta says so, and not when something in between does', async () => {
    const notFound = { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found' }
    const { provider: certain } = await scripted(() => ({ status: 404, body: notFound }))
    await certain.deleteFactor('00u1', 'fwf1')
    expect(await certain.findFactor('00u1', 'fwf1')).toEqual({ state: 'absent' })
    const { provider: doubtful } = await scripted(() => ({ status: 404, body: '<html>no</html>' }))
    await expect(doubtful.deleteFactor('00u1', 'fwf1')).rejects.toMatchObject({
      name: 'ProviderError',
    })
    await expect(doubtful.findFactor('00u1', 'fwf1')).rejects.toMatchObject({
      name: 'ProviderError',
    })
  })
})

describe('a change whose answer was lost', () => {
  const ceremony = {
    personId: '00u1',
    factorId: 'fwf1',
    challenge: 'cdsZ1V10E0BGE4GcG3IK',
    origin: 'https://acme.okta.com',
    rp: { id: 'acme.okta.com', name: 'Acme' },
    user: { id: new Uint8Array(15), name: 'ada', displayName: 'Ada' },
    algorithms: [-7],
    excludeCredentials: [],
    requireResidentKey: false,
    userVerification: 'preferred',
    requestId: null,
  } as const

  async function finish(script: Script) {
    const { provider } = await scripted(script)
    const { origin } = new URL(provider.origins[0] ?? '')
    const here = { ...ceremony, origin }
    return provider.finish(here, createSoftKey().create(here)).catch((error: unknown) => error)
  }

  test('and cannot be looked up is told as uncertain', async () => {
    expect(await finish(() => 'drop')).toMatchObject({
      reason: { code: 'provider-unreachable' },
      isUncertain: true,
    })
  })

  test('and was looked up is told as not done', async () => {
    const pending = { ...factor, status: 'PENDING_ACTIVATION' }
    const outcome = await finish(({ method }) =>
      method === 'GET' ? { status: 200, body: pending } : 'drop',
    )
    expect(outcome).toMatchObject({ reason: { code: 'provider-unreachable' }, isUncertain: false })
  })

  test('because nothing was sent is told as not done', async () => {
    const orgUrl = `http://127.0.0.1:${await freePort()}`
    const provider = createOktaProvider(
      readConnection({ orgUrl, auth: { kind: 'token', token: '00Q1' } }),
      { fetch, now: Date.now, sleep: () => Promise.resolve() },
    )
    await expect(provider.suspendPerson('00u1')).rejects.toMatchObject({
      reason: { code: 'provider-unreachable' },
      isUncertain: false,
    })
  })

  test('or could not be read is looked up', async () => {
    const credential = createSoftKey().create(ceremony)
    const credentialId = Buffer.from(credential.credentialId).toString('base64url')
    const { provider } = await scripted(({ method }) =>
      method === 'GET'
        ? { status: 200, body: { ...factor, profile: { credentialId } } }
        : { status: 200, body: { made: 'no sense' } },
    )
    const here = { ...ceremony, origin: provider.origins[0] ?? '' }
    expect(await provider.finish(here, credential)).toMatchObject({
      factorId: 'fwf1',
      credentialId,
    })
  })
})

test('an enrollment whose answer makes no sense is deleted again', async () => {
  const { okta, provider } = await scripted(({ method }) =>
    method === 'DELETE'
      ? { status: 204 }
      : { status: 200, body: { ...factor, status: 'PENDING_ACTIVATION', _embedded: {} } },
  )
  const person = {
    id: '00u1',
    login: 'ada@acme.com',
    email: '',
    firstName: '',
    lastName: '',
    status: 'ACTIVE',
  } as const
  await expect(provider.begin(person)).rejects.toMatchObject({
    reason: { code: 'provider-answer-invalid', field: '_embedded.activation' },
  })
  expect(okta.paths()).toEqual([
    'POST /api/v1/users/00u1/factors',
    'DELETE /api/v1/users/00u1/factors/fwf1',
  ])
})

test('a portal that answers in Okta’s place is not taken for Okta', async () => {
  const { provider } = await scripted(() => ({ status: 200, body: '<html>Sign in</html>' }))
  await expect(provider.findFactor('00u1', 'fwf1')).rejects.toMatchObject({
    reason: { code: 'provider-answer-invalid', operation: 'getFactor', field: 'body' },
  })
})

test('a redirect is not followed: it would take the token along', async () => {
  const { okta, provider } = await scripted(() => ({
    status: 302,
    headers: { location: 'http://127.0.0.1:9/' },
  }))
  await expect(provider.getPerson('00u1')).rejects.toMatchObject({
    reason: { code: 'proxy-answered', reason: 'redirect' },
  })
  expect(okta.paths()).toEqual(['GET /api/v1/users/00u1'])
})
