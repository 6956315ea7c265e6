import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { expect, test } from 'vitest'
import type { OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { makeProof, send, textAt } from '../../support/okta-caller.ts'
import { openOkta } from '../../support/open-okta.ts'

const VERIFIER = randomBytes(32).toString('base64url')
const REDIRECT = 'http://127.0.0.1:8371/callback'
const SCOPE = 'openid offline_access okta.users.read okta.users.manage'

function authorizeUrl(okta: OktaDouble, overrides: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: okta.settings.operatorApp.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: SCOPE,
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...overrides,
  })
  return `${okta.url}/oauth2/v1/authorize?${query.toString()}`
}

async function redirected(okta: OktaDouble, overrides: Record<string, string> = {}) {
  const answer = await send(authorizeUrl(okta, overrides), 'GET')
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '').searchParams
}

async function exchange(
  okta: OktaDouble,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams({ client_id: okta.settings.operatorApp.clientId, ...form })
  const url = `${okta.url}/oauth2/v1/token`
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, json: (await response.json()) as unknown }
}

function codeForm(code: string): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    code,
    code_verifier: VERIFIER,
    redirect_uri: REDIRECT,
  }
}

test('the operator signs in, is named, and the System Log shows them as actor', async () => {
  const { okta } = await openOkta()
  const returned = await redirected(okta)
  expect(returned.get('state')).toBe('state-1')
  const { json } = await exchange(okta, codeForm(returned.get('code') ?? ''))
  expect(json).toMatchObject({ token_type: 'Bearer', scope: SCOPE })

  const keys = (await (await fetch(`${okta.url}/oauth2/v1/keys`)).json()) as JSONWebKeySet
  const { payload } = await jwtVerify(textAt(json, 'id_token'), createLocalJWKSet(keys), {
    issuer: okta.url,
    audience: okta.settings.operatorApp.clientId,
  })
  expect(payload).toMatchObject({
    nonce: 'nonce-1',
    preferred_username: 'olivia.operator@example.com',
  })

  const authorization = `Bearer ${textAt(json, 'access_token')}`
  const jane = await send(`${okta.url}/api/v1/users/jane.doe@example.com`, 'GET', undefined, {
    authorization,
  })
  const path = `${okta.url}/api/v1/users/${textAt(jane.json(), 'id')}/lifecycle/suspend`
  await send(path, 'POST', undefined, { authorization })
  expect(okta.records().logs.at(-1)).toMatchObject({
    eventType: 'user.lifecycle.suspend',
    actor: { type: 'User', alternateId: 'olivia.operator@example.com' },
  })
})

test('a code is good once, for its verifier and its redirect', async () => {
  const { okta } = await openOkta()
  for (const wrong of [
    { code_verifier: 'x'.repeat(43) },
    { redirect_uri: 'http://localhost:8371/callback' },
    { client_id: 'other' },
  ]) {
    const code = (await redirected(okta)).get('code') ?? ''
    const { status } = await exchange(okta, { ...codeForm(code), ...wrong })
    expect(status).toBeGreaterThanOrEqual(400)
    expect((await exchange(okta, codeForm(code))).json).toMatchObject({ error: 'invalid_grant' })
  }
})

test('a code expires after five minutes', async () => {
  let now = Date.now()
  const { okta } = await openOkta({ now: () => now })
  const code = (await redirected(okta)).get('code') ?? ''
  now += 300_000
  expect((await exchange(okta, codeForm(code))).json).toMatchObject({ error: 'invalid_grant' })
})

test('a refresh token is rotated, and revoked for good', async () => {
  const { okta } = await openOkta()
  const refresh = async (token: string) =>
    exchange(okta, { grant_type: 'refresh_token', refresh_token: token })
  const first = await exchange(okta, codeForm((await redirected(okta)).get('code') ?? ''))
  const used = textAt(first.json, 'refresh_token')
  const second = await refresh(used)
  expect(second.status).toBe(200)
  const current = textAt(second.json, 'refresh_token')
  expect(current).not.toBe(used)
  expect((await refresh(used)).json).toMatchObject({ error: 'invalid_grant' })
  const body = new URLSearchParams({ token: current })
  expect((await fetch(`${okta.url}/oauth2/v1/revoke`, { method: 'POST', body })).status).toBe(200)
  expect((await refresh(current)).json).toMatchObject({ error: 'invalid_grant' })
})

test('a refresh narrows the access token to the scopes asked for, and widens none', async () => {
  const { okta } = await openOkta()
  const first = await exchange(okta, codeForm((await redirected(okta)).get('code') ?? ''))
  const refresh = async (token: string, scope: string) =>
    exchange(okta, { grant_type: 'refresh_token', refresh_token: token, scope })
  const token = textAt(first.json, 'refresh_token')
  const wider = await refresh(token, 'openid okta.groups.manage')
  expect(wider.json).toMatchObject({ error: 'invalid_scope' })
  // Being refused did not use up the token, and what is narrow once may be wide again.
  const narrow = await refresh(token, 'okta.users.read')
  expect(narrow.json).toMatchObject({ scope: 'okta.users.read' })
  const wide = await refresh(textAt(narrow.json, 'refresh_token'), SCOPE)
  expect(wide.json).toMatchObject({ scope: SCOPE })
})

test('a refresh token is bound to the key of the proof it was given for', async () => {
  const { okta } = await openOkta()
  const url = `${okta.url}/oauth2/v1/token`
  const code = (await redirected(okta)).get('code') ?? ''
  const asked = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ client_id: okta.settings.operatorApp.clientId, ...codeForm(code) }),
    headers: { dpop: await makeProof({ method: 'POST', url }) },
  })
  const target = { method: 'POST', url, nonce: asked.headers.get('dpop-nonce') ?? '' }
  const first = await exchange(okta, codeForm(code), { dpop: await makeProof(target) })
  const form = { grant_type: 'refresh_token', refresh_token: textAt(first.json, 'refresh_token') }
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const stolen = await exchange(okta, form, { dpop: await makeProof({ ...target, key }) })
  expect(stolen.json).toMatchObject({ error: 'invalid_dpop_proof' })
  expect((await exchange(okta, form)).json).toMatchObject({ error: 'invalid_dpop_proof' })
  const own = await exchange(okta, form, { dpop: await makeProof(target) })
  expect(own.json).toMatchObject({ token_type: 'DPoP' })
})

test('the token can be bound by DPoP, and must be where the app says so', async () => {
  const { okta } = await openOkta()
  okta.settings.operatorApp.dpopRequired = true
  const url = `${okta.url}/oauth2/v1/token`
  const form = codeForm((await redirected(okta)).get('code') ?? '')
  expect((await exchange(okta, form)).json).toMatchObject({ error: 'invalid_dpop_proof' })
  const asked = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ client_id: okta.settings.operatorApp.clientId, ...form }),
    headers: { dpop: await makeProof({ method: 'POST', url }) },
  })
  const nonce = asked.headers.get('dpop-nonce') ?? ''
  const dpop = await makeProof({ method: 'POST', url, nonce })
  // Being asked for a nonce did not use up the code.
  expect((await exchange(okta, form, { dpop })).json).toMatchObject({ token_type: 'DPoP' })
})

test('a wrong client or redirect is never sent anywhere', async () => {
  const { okta } = await openOkta()
  for (const wrong of [
    { client_id: 'other' },
    { redirect_uri: 'http://127.0.0.1:9/callback' },
    { redirect_uri: `${REDIRECT}/more` },
  ]) {
    const answer = await send(authorizeUrl(okta, wrong), 'GET')
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  }
})

test.each([
  ['unsupported_response_type', { response_type: 'token' }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['invalid_scope', { scope: 'openid okta.apps.manage' }],
])('what cannot be granted comes back as %s', async (error, overrides) => {
  const { okta } = await openOkta()
  const returned = await redirected(okta, overrides)
  expect([returned.get('error'), returned.get('state')]).toEqual([error, 'state-1'])
})

test('an operator who left does not sign in', async () => {
  const { okta } = await openOkta()
  okta.settings.operatorApp.operatorLogin = 'dean.departed@example.com'
  expect((await redirected(okta)).get('error')).toBe('access_denied')
})

test('a form is a form', async () => {
  const { okta } = await openOkta()
  const answer = await send(`${okta.url}/oauth2/v1/token`, 'POST', { grant_type: 'x' })
  expect(answer.json()).toMatchObject({ error: 'invalid_request' })
  expect((await send(`${okta.url}/oauth2/v1/nothing`, 'GET')).status).toBe(404)
})

test('a grant type of its own making is refused', async () => {
  const { okta } = await openOkta()
  expect((await exchange(okta, { grant_type: 'password' })).json).toMatchObject({
    error: 'unsupported_grant_type',
  })
})
