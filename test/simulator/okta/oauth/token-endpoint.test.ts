import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { makeAssertion, makeProof, postToken } from '../../../support/okta-caller.ts'
import { openOkta } from '../../../support/open-okta.ts'

const NOW = Math.floor(Date.now() / 1000)

test('asks for a nonce first and then gives a DPoP token for an hour', async () => {
  const { okta } = await openOkta()
  const { connection } = okta
  const first = await postToken(connection)
  expect(first.status).toBe(400)
  expect(first.json()).toEqual({
    error: 'use_dpop_nonce',
    error_description: 'Authorization server requires nonce in DPoP proof.',
  })
  const nonce = first.headers.get('dpop-nonce') ?? ''
  expect(nonce).not.toBe('')
  const url = `${connection.orgUrl}/oauth2/v1/token`
  const proof = await makeProof({ method: 'POST', url, nonce })
  const second = await postToken(connection, { scope: 'okta.users.read', proof })
  expect(second.json()).toMatchObject({
    token_type: 'DPoP',
    expires_in: 3600,
    scope: 'okta.users.read',
  })
})

test('gives a Bearer token only where DPoP is switched off', async () => {
  const { okta } = await openOkta()
  const refused = await postToken(okta.connection, { proof: null })
  expect(refused.status).toBe(400)
  expect(refused.json()).toEqual({
    error: 'invalid_dpop_proof',
    error_description: 'The DPoP proof JWT header is missing.',
  })
  okta.settings.serviceApp.dpopRequired = false
  expect((await postToken(okta.connection, { proof: null })).json()).toMatchObject({
    token_type: 'Bearer',
  })
})

test('refuses every scope when one is not granted', async () => {
  const { okta } = await openOkta()
  okta.settings.serviceApp.dpopRequired = false
  const scope = 'okta.users.read okta.apps.manage'
  const answer = await postToken(okta.connection, { proof: null, scope })
  expect(answer.status).toBe(400)
  expect(answer.json()).toMatchObject({ error: 'invalid_scope' })
})

test.each([
  ['issuer', { iss: 'somebody else' }],
  ['subject', { sub: 'somebody else' }],
  ['audience', { aud: 'http://127.0.0.1/oauth2/default/v1/token' }],
  ['expired', { exp: NOW - 1 }],
  ['lives for more than an hour', { exp: NOW + 3700 }],
  ['issued in the future', { iat: NOW + 30 }],
])('refuses a client assertion with a wrong claim: %s', async (_, claims) => {
  const { okta } = await openOkta()
  const assertion = await makeAssertion(okta.connection, claims)
  const answer = await postToken(okta.connection, { assertion })
  expect(answer.status).toBe(401)
  expect(answer.json()).toMatchObject({ error: 'invalid_client' })
})

test('refuses a client assertion of another key, an unknown key id, and a used one', async () => {
  const { okta } = await openOkta()
  const { connection } = okta
  const unknown = await makeAssertion(connection, {}, { kid: 'unknown' })
  expect((await postToken(connection, { assertion: unknown })).status).toBe(401)

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = connection.auth.kind === 'service-app' ? connection.auth.keyId : ''
  const forged = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)
  expect((await postToken(connection, { assertion: forged })).json()).toMatchObject({
    error_description: 'The client_assertion token signature is invalid.',
  })

  const assertion = await makeAssertion(connection)
  await postToken(connection, { assertion })
  const again = await postToken(connection, { assertion })
  expect(again.text).toContain('client_assertion_already_used')
})

test('takes an RSA key too', async () => {
  const { okta } = await openOkta()
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  okta.settings.serviceApp.keys.push({ ...publicKey.export({ format: 'jwk' }), kid: 'rsa' })
  okta.settings.serviceApp.dpopRequired = false
  const { clientId } = okta.settings.serviceApp
  const assertion = await new SignJWT({ iss: clientId, sub: clientId, jti: 'one' })
    .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
    .setAudience(`${okta.url}/oauth2/v1/token`)
    .setExpirationTime(NOW + 60)
    .sign(privateKey)
  expect((await postToken(okta.connection, { assertion, proof: null })).status).toBe(200)
})

test.each([
  ['another method', { method: 'GET' }, 'htm'],
  ['another address', { url: 'http://127.0.0.1:1/oauth2/v1/token' }, 'htu'],
  ['too old', { iat: NOW - 301 }, 'too old'],
  ['from the future', { iat: NOW + 30 }, 'issued in the future'],
  ['another type', { typ: 'jwt' }, 'typ'],
])('refuses a DPoP proof: %s', async (_, overrides, description) => {
  const { okta } = await openOkta()
  const url = `${okta.url}/oauth2/v1/token`
  const proof = await makeProof({ method: 'POST', url, ...overrides })
  const answer = await postToken(okta.connection, { proof })
  expect(answer.status).toBe(400)
  expect(answer.json()).toMatchObject({
    error: 'invalid_dpop_proof',
    error_description: expect.stringContaining(description) as string,
  })
})

test('refuses a DPoP proof that was used, and garbage in its place', async () => {
  const { okta } = await openOkta()
  const proof = await makeProof({ method: 'POST', url: `${okta.url}/oauth2/v1/token` })
  await postToken(okta.connection, { proof })
  const again = await postToken(okta.connection, { proof })
  expect(again.json()).toMatchObject({
    error_description: 'The DPoP proof JWT has already been used.',
  })
  for (const garbage of ['', 'x', 'a.b.c', proof.slice(0, -4)]) {
    const answer = await postToken(okta.connection, { proof: garbage })
    expect(answer.json()).toMatchObject({ error: 'invalid_dpop_proof' })
  }
})

test('a nonce is renewed after a day and holds for three', async () => {
  let now = Date.now()
  const { okta } = await openOkta({ now: () => now })
  const ask = async (nonce?: string) => {
    const iat = Math.floor(now / 1000)
    const url = `${okta.url}/oauth2/v1/token`
    const more = nonce === undefined ? {} : { nonce }
    const proof = await makeProof({ method: 'POST', url, iat, ...more })
    const assertion = await makeAssertion(okta.connection, { iat, exp: iat + 60 })
    return postToken(okta.connection, { proof, assertion })
  }
  const first = (await ask()).headers.get('dpop-nonce') ?? ''
  now += 25 * 3_600_000
  expect((await ask(first)).status).toBe(200)
  const second = (await ask()).headers.get('dpop-nonce') ?? ''
  expect(second).not.toBe(first)
  now += 48 * 3_600_000
  expect((await ask(first)).json()).toMatchObject({ error: 'use_dpop_nonce' })
  expect((await ask(second)).status).toBe(200)
})

test('nonce churn forgets what was handed out', async () => {
  const { okta } = await openOkta({ faults: [{ kind: 'nonce-churn', count: 2 }] })
  const url = `${okta.url}/oauth2/v1/token`
  const ask = async (nonce: string) =>
    postToken(okta.connection, { proof: await makeProof({ method: 'POST', url, nonce }) })
  const first = (await ask('none')).headers.get('dpop-nonce') ?? ''
  const refused = await ask(first)
  expect(refused.json()).toMatchObject({ error: 'use_dpop_nonce' })
  expect((await ask(refused.headers.get('dpop-nonce') ?? '')).status).toBe(200)
})
