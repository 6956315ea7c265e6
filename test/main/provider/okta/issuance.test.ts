import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../src/main/provider/okta/provider.ts'
import { ProviderError } from '../../../../src/main/provider/provider.ts'
import { setUp, type Kind } from './okta-double.ts'
import { createSoftKey } from './soft-key.ts'

const kinds: readonly Kind[] = ['service-app', 'operator', 'token']

/** The network as it is, but for the body of one kind of answer. */
function withAnswer(method: string, path: RegExp, body: object): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    const request = new Request(input, init)
    const isIt = request.method === method && path.test(new URL(request.url).pathname)
    return isIt ? Response.json(body, { headers: answer.headers }) : answer
  }
}

describe('an issuance', () => {
  test.each(kinds)('goes from a name to a proven sign-in (%s)', async (kind) => {
    const { okta, provider } = await setUp(kind)
    const key = createSoftKey()
    const [jane] = await provider.searchPeople('jane')
    if (jane === undefined) throw new Error('nobody found')

    const ceremony = await provider.begin(jane)
    expect(ceremony.origin).toBe('https://demo.okta.example')
    expect(ceremony.rp.id).toBe('demo.okta.example')
    // The handle is the user id read as base64url: 20 characters, 15 bytes.
    expect(Buffer.from(ceremony.user.id).toString('base64url')).toBe(jane.id)

    const credential = key.create(ceremony)
    const registration = await provider.finish(ceremony, credential)
    const credentialId = Buffer.from(credential.credentialId).toString('base64url')
    expect(registration).toMatchObject({ factorId: ceremony.factorId, credentialId })
    expect(registration.requestId).not.toBeNull()

    await provider.proveSignIn(jane.id, ceremony.factorId, key.assert)
    const [held] = okta.records().factors.filter(({ userId }) => userId === jane.id)
    expect(held).toMatchObject({ status: 'ACTIVE', credentialId, userVerified: true })

    await provider.deleteFactor(jane.id, ceremony.factorId)
    await provider.deleteFactor(jane.id, ceremony.factorId)
    expect(await provider.findFactor(jane.id, ceremony.factorId)).toEqual({ state: 'absent' })
  })

  test('takes two calls after the person is picked, and the token', async () => {
    const { provider, calls } = await setUp()
    const jane = await provider.getPerson('jane.doe@example.com')
    const before = calls().length
    const ceremony = await provider.begin(jane)
    await provider.finish(ceremony, createSoftKey().create(ceremony))
    expect(calls().slice(before)).toEqual([
      'POST /api/v1/users/*/factors 200',
      'POST /api/v1/users/*/factors/*/lifecycle/activate 200',
    ])
    expect(calls().slice(0, before)).toEqual([
      'POST /oauth2/v1/token 400',
      'POST /oauth2/v1/token 200',
      'GET /api/v1/users 200',
    ])
  })

  test('whose first answer makes no sense is not certain to have begun nothing', async () => {
    const edges = { fetch: withAnswer('POST', /factors$/, { status: 'PENDING_ACTIVATION' }) }
    const { provider } = await setUp('token', {}, edges)
    const jane = await provider.getPerson('jane.doe@example.com')
    await expect(provider.begin(jane)).rejects.toMatchObject({
      isUncertain: true,
      reason: { code: 'provider-answer-invalid' },
    })
    expect(await provider.listPendingFactors(jane.id)).toHaveLength(1)
  })

  test('that lost its answer leaves the factors alone that somebody knows of', async () => {
    const { okta, provider } = await setUp()
    const jane = await provider.getPerson('jane.doe@example.com')
    const { factorId } = await provider.begin(jane)
    const path = '*/factors'
    okta.faults.add({ kind: 'drop', when: 'after-commit', method: 'POST', path, count: 1 })
    const second = await provider.begin(jane, undefined, {
      knownFactors: () => Promise.resolve([factorId]),
    })
    const pending = await provider.listPendingFactors(jane.id)
    expect(pending.toSorted()).toEqual([factorId, second.factorId].toSorted())
  })

  test('is for the organization host and the custom domain in one go, a credential for each', async () => {
    const { okta } = await setUp('service-app', { customDomain: 'id.example.com' })
    const custom = 'https://id.example.com'
    // The double tells its hosts apart by name: `localhost` is the custom domain.
    const apiUrl = okta.url.replace('127.0.0.1', 'localhost')
    const connection = { ...okta.connection, otherOrigins: [{ origin: custom, apiUrl }] }
    const edges = { fetch, now: Date.now }
    const provider = createOktaProvider(readConnection(connection), edges)
    expect(provider.origins).toEqual(['https://demo.okta.example', custom])
    const jane = await provider.getPerson('jane.doe@example.com')
    for (const origin of provider.origins) {
      const key = createSoftKey()
      const ceremony = await provider.begin(jane, undefined, { origin })
      await provider.finish(ceremony, key.create(ceremony))
      await provider.proveSignIn(jane.id, ceremony.factorId, key.assert, undefined, { origin })
    }
    const held = okta.records().factors.filter(({ userId }) => userId === jane.id)
    expect(held.map(({ rpId, origin }) => [rpId, origin])).toEqual([
      ['demo.okta.example', 'https://demo.okta.example'],
      ['id.example.com', custom],
    ])
    // Okta takes a token only at the host that gave it; each host gave one, and none was refused.
    const { requests } = okta.records()
    const tokens = requests.filter(({ path, status }) => path.endsWith('/token') && status === 200)
    expect(tokens).toHaveLength(2)
    expect(requests.filter(({ status }) => status === 401)).toEqual([])
    const elsewhere = provider.begin(jane, undefined, { origin: 'https://other.example.com' })
    await expect(elsewhere).rejects.toMatchObject({
      reason: { code: 'connection-invalid', field: 'otherOrigins' },
    })
  })

  test('is for a custom RP ID when Okta names it', async () => {
    const { okta, provider } = await setUp('service-app', {
      configure: ({ webauthn }) => {
        webauthn.settings.rpId = {
          enabled: true,
          domain: { name: 'okta.example', validationStatus: 'VERIFIED' },
        }
      },
    })
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    expect(ceremony.rp.id).toBe('okta.example')
    const key = createSoftKey()
    await provider.finish(ceremony, key.create(ceremony))
    const [held] = okta.records().factors.filter(({ userId }) => userId === jane.id)
    expect(held?.rpId).toBe('okta.example')
    // The challenge of a proof does not name it again.
    const { origin, rp } = ceremony
    const registered = { origin, rpId: rp.id }
    await provider.proveSignIn(jane.id, ceremony.factorId, key.assert, undefined, registered)
  })

  test('asks for a challenge that lasts until the hand-over', async () => {
    const now = Date.now()
    const { okta, provider } = await setUp('token', { recordBodies: true }, { now: () => now })
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane, undefined, { challengeLifetimeS: 86_400 })
    expect(ceremony.expiresAt).toBe(now + 86_400_000)
    expect(okta.records().requests.at(-1)?.exchange?.query).toBe('tokenLifetimeSeconds=86400')
  })

  test('keeps the credentials the person has already out', async () => {
    const { provider, okta } = await setUp()
    const kim = await provider.getPerson('kim.keyholder@example.com')
    const ceremony = await provider.begin(kim)
    const held = okta.records().factors.find(({ userId }) => userId === kim.id)
    const excluded = ceremony.excludeCredentials.map((id) => Buffer.from(id).toString('base64url'))
    expect(excluded).toEqual([held?.credentialId])
  })
})

describe('an issuance is refused', () => {
  test('to somebody with ten keys, and leaves nothing behind', async () => {
    const { provider, okta } = await setUp()
    const tenzin = await provider.getPerson('tenzin.manykeys@example.com')
    await expect(provider.begin(tenzin)).rejects.toMatchObject({
      reason: { code: 'too-many-factors', login: tenzin.login, maximum: 10 },
    })
    const held = okta.records().factors.filter(({ userId }) => userId === tenzin.id)
    expect(held.map(({ status }) => status)).toEqual(Array(10).fill('ACTIVE'))
  })

  test('where there is no room for all that are begun in one go', async () => {
    const { provider, okta } = await setUp()
    const tenzin = await provider.getPerson('tenzin.manykeys@example.com')
    const [first] = okta.records().factors.filter(({ userId }) => userId === tenzin.id)
    await provider.deleteFactor(tenzin.id, first?.id ?? '')
    await expect(provider.begin(tenzin, undefined, { together: 2 })).rejects.toMatchObject({
      reason: { code: 'too-many-factors' },
    })
    expect(await provider.listPendingFactors(tenzin.id)).toEqual([])
    await provider.begin(tenzin, undefined, { together: 1 })
  })

  test('when the key answered another challenge, with the reason', async () => {
    const { provider } = await setUp()
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    const forged = createSoftKey().create({ ...ceremony, challenge: 'AAAAAAAAAAAAAAAAAAAA' })
    await expect(provider.finish(ceremony, forged)).rejects.toMatchObject({
      reason: { code: 'ceremony-rejected' },
    })
    expect(await provider.findFactor(jane.id, ceremony.factorId)).toEqual({ state: 'pending' })
  })

  test('as expired when the challenge was older than it was asked to be', async () => {
    let now = Date.now()
    const { provider } = await setUp('token', { now: () => now }, { now: () => now })
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    now += 301_000
    await expect(provider.finish(ceremony, createSoftKey().create(ceremony))).rejects.toMatchObject(
      { reason: { code: 'ceremony-expired' } },
    )
  })

  test('before the sixth activation in five minutes is sent', async () => {
    let now = Date.now()
    const { provider, calls } = await setUp('token', { now: () => now }, { now: () => now })
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    const key = createSoftKey()
    const forged = key.create({ ...ceremony, challenge: 'AAAAAAAAAAAAAAAAAAAA' })
    for (let count = 0; count < 5; count += 1) {
      await provider.finish(ceremony, forged).catch(() => undefined)
      const together = 4 - count
      if (together > 0) await provider.begin(jane, undefined, { together })
      await expect(
        provider.begin(jane, undefined, { together: together + 1 }),
      ).rejects.toMatchObject({ reason: { code: 'provider-rate-limited' } })
    }
    const sent = calls().length
    const limited = {
      reason: {
        code: 'provider-rate-limited',
        operation: 'activateFactor',
        retryAt: now + 300_000,
      },
    }
    await expect(provider.finish(ceremony, forged)).rejects.toMatchObject(limited)
    await expect(provider.begin(jane)).rejects.toMatchObject(limited)
    expect(calls()).toHaveLength(sent)
    now += 300_000
    await provider.begin(jane)
  })

  test('when Okta kept another credential than the key made', async () => {
    const { provider } = await setUp()
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    const made = createSoftKey().create(ceremony)
    const other = { ...made, credentialId: Uint8Array.of(1, 2, 3) }
    await expect(provider.finish(ceremony, other)).rejects.toMatchObject({
      reason: { code: 'provider-answer-invalid', field: 'profile.credentialId' },
    })
  })

  test('of sign-in, when the key answers for another host', async () => {
    const { provider } = await setUp()
    const jane = await provider.getPerson('jane.doe@example.com')
    const ceremony = await provider.begin(jane)
    const key = createSoftKey()
    await provider.finish(ceremony, key.create(ceremony))
    const elsewhere = provider.proveSignIn(jane.id, ceremony.factorId, (asked) =>
      key.assert({ ...asked, rpId: 'okta.example' }),
    )
    await expect(elsewhere).rejects.toMatchObject({ reason: { code: 'proof-failed' } })
  })
})

test('attestation and clientData travel as standard base64, byte for byte', async () => {
  const { okta, provider } = await setUp('token', { recordBodies: true })
  const jane = await provider.getPerson('jane.doe@example.com')
  const ceremony = await provider.begin(jane)
  const credential = createSoftKey().create(ceremony)
  await provider.finish(ceremony, credential)
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
  const body = okta.records().requests.at(-1)?.exchange?.requestBody
  const sent = body as { attestation: string; clientData: string }
  for (const [text, bytes] of [
    [sent.attestation, credential.attestationObject],
    [sent.clientData, credential.clientDataJSON],
  ] as const) {
    expect(text).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
    expect(text.length % 4).toBe(0)
    expect(hash(new Uint8Array(Buffer.from(text, 'base64')))).toBe(hash(bytes))
  }
})

test('an abort is passed on as it is, and no ProviderError', async () => {
  const { provider } = await setUp()
  const reason = new Error('operator left')
  const error: unknown = await provider
    .searchPeople('jane', AbortSignal.abort(reason))
    .catch((caught: unknown) => caught)
  expect(error).toBe(reason)
  expect(error).not.toBeInstanceOf(ProviderError)
})
