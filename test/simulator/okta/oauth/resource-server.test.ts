import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OktaDouble } from '../../../../src/simulator/okta/okta-double.ts'
import {
  connectCaller,
  getToken,
  makeProof,
  postToken,
  send,
  textAt,
} from '../../../support/okta-caller.ts'
import { begin, userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

const PATH = '/api/v1/users/jane.doe@example.com'

async function ask(okta: OktaDouble, headers: Record<string, string>) {
  return send(okta.url + PATH, 'GET', undefined, headers)
}

test('every answer carries an id, the time, and where the rate limit stands', async () => {
  const { okta } = await openOkta()
  const call = await connectCaller(okta.connection)
  const { headers } = await call('GET', PATH)
  expect(headers.get('x-okta-request-id')).toMatch(/^\w{27}$/)
  expect(Date.parse(headers.get('date') ?? '')).toBeGreaterThan(Date.now() - 5000)
  expect(headers.get('x-rate-limit-limit')).toBe('1000')
  expect(headers.get('x-rate-limit-remaining')).toBe('999')
  expect(Number(headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1000)
})

test('a call without a token, with an unknown or an expired one, is refused', async () => {
  let now = Date.now()
  const { okta } = await openOkta({ now: () => now })
  expect((await ask(okta, {})).json()).toMatchObject({ errorCode: 'E0000005' })
  const unknown = await ask(okta, { authorization: 'Bearer undefined' })
  expect(unknown.status).toBe(401)
  expect(unknown.json()).toMatchObject({
    errorCode: 'E0000011',
    errorSummary: 'Invalid token provided',
    errorLink: 'E0000011',
    errorId: expect.stringMatching(/^oae/) as string,
    errorCauses: [],
  })
  okta.settings.serviceApp.dpopRequired = false
  const token = textAt((await postToken(okta.connection, { proof: null })).json(), 'access_token')
  expect((await ask(okta, { authorization: `Bearer ${token}` })).status).toBe(200)
  now += 3_600_000
  expect((await ask(okta, { authorization: `Bearer ${token}` })).status).toBe(401)
})

test('a token is good at the host that gave it, and at no other of the organization', async () => {
  const { okta } = await openOkta({ customDomain: 'id.example.com' })
  okta.settings.serviceApp.dpopRequired = false
  const token = textAt((await postToken(okta.connection, { proof: null })).json(), 'access_token')
  const authorization = `Bearer ${token}`
  expect((await ask(okta, { authorization })).status).toBe(200)
  const elsewhere = await ask(okta, { authorization, 'x-double-host': 'id.example.com' })
  expect(elsewhere.status).toBe(401)
  expect(elsewhere.json()).toMatchObject({ errorCode: 'E0000011' })
})

test('a session cookie beside the token spoils it', async () => {
  const { okta } = await openOkta()
  const token = await getToken(okta.connection)
  const dpop = await makeProof({ method: 'GET', url: okta.url + PATH, accessToken: token })
  const cookie = 'lang=en; sid=102abc'
  const answer = await ask(okta, { authorization: `DPoP ${token}`, dpop, cookie })
  expect(answer.status).toBe(403)
  expect(answer.json()).toMatchObject({ errorCode: 'E0000005' })
})

test('a refused proof is told in WWW-Authenticate, with an empty body', async () => {
  const { okta } = await openOkta()
  const token = await getToken(okta.connection)
  const url = okta.url + PATH
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const right = { method: 'GET', url, accessToken: token }
  const used = await makeProof(right)
  await ask(okta, { authorization: `DPoP ${token}`, dpop: used })
  const refusals = [
    [{ authorization: `Bearer ${token}`, dpop: await makeProof(right) }, 'authentication_scheme'],
    [{ authorization: `DPoP ${token}` }, 'dpop_proof_required_for_token'],
    [{ authorization: `DPoP ${token}`, dpop: used }, 'already been used'],
    [{ authorization: `DPoP ${token}`, dpop: await makeProof({ method: 'GET', url }) }, 'ath'],
    [
      { authorization: `DPoP ${token}`, dpop: await makeProof({ ...right, key: other }) },
      'another key',
    ],
    [
      { authorization: `DPoP ${token}`, dpop: await makeProof({ ...right, method: 'POST' }) },
      'htm',
    ],
  ] as const
  for (const [headers, reason] of refusals) {
    const answer = await ask(okta, headers)
    expect(answer.status).toBe(400)
    expect(answer.text).toBe('')
    expect(answer.headers.get('www-authenticate')).toContain(reason)
  }
})

test('a proof is for the path decoded once, with four characters encoded again', async () => {
  const { okta } = await openOkta()
  const accessToken = await getToken(okta.connection)
  const users = `${okta.url}/api/v1/users/`
  const statusOf = async (segment: string, signed: string): Promise<number> => {
    const dpop = await makeProof({ method: 'GET', url: users + signed, accessToken })
    const headers = { authorization: `DPoP ${accessToken}`, dpop }
    return (await send(users + segment, 'GET', undefined, headers)).status
  }
  // Known at Okta: 400 is the proof, 404 is a proof that holds and nobody of that login.
  expect(await statusOf('jane.doe%40example.com', 'jane.doe@example.com')).toBe(200)
  expect(await statusOf('jane.doe%40example.com', 'jane.doe%40example.com')).toBe(400)
  expect(await statusOf('a%2540b', 'a%2540b')).toBe(404)
  expect(await statusOf('a%20%22%23b', 'a%20%22%23b')).toBe(404)
  expect(await statusOf('a%20b', 'a b')).toBe(400)
  expect(await statusOf('%E5%B1%B1', '山')).toBe(404)
  for (const never of ['a%3Bb', 'a%5Cb', 'a%2Fb']) {
    expect(await statusOf(never, decodeURIComponent(never))).toBe(400)
    expect(await statusOf(never, never)).toBe(400)
  }
})

test('a doubled slash is another address', async () => {
  const { okta, admin } = await openOkta()
  expect((await admin('GET', `//api/v1/users`)).json()).toMatchObject({ errorCode: 'E0000008' })
  const token = await getToken(okta.connection)
  const dpop = await makeProof({
    method: 'GET',
    url: `${okta.url}/${PATH}`,
    accessToken: token,
  })
  expect((await ask(okta, { authorization: `DPoP ${token}`, dpop })).status).toBe(400)
})

test('a missing scope is 403 with an empty body; manage covers read', async () => {
  const { okta } = await openOkta()
  const reader = await connectCaller(okta.connection, 'okta.users.read')
  const id = await userId(reader, 'jane.doe@example.com')
  const body = { factorType: 'webauthn', provider: 'FIDO' }
  const refused = await reader('POST', `/api/v1/users/${id}/factors`, body)
  expect(refused.status).toBe(403)
  expect(refused.text).toBe('')
  expect(refused.headers.get('www-authenticate')).toBe(
    'Bearer error="insufficient_scope", error_description="The access token provided does not contain the required scopes."',
  )
  const manager = await connectCaller(okta.connection, 'okta.users.manage')
  expect((await manager('GET', `/api/v1/users/${id}`)).status).toBe(200)
})

test('a missing permission, a person outside the resource set, and an admin are E0000006', async () => {
  const { okta } = await openOkta()
  const call = await connectCaller(okta.connection)
  const id = await userId(call, 'jane.doe@example.com')
  const adminId = await userId(call, 'ada.administrator@example.com')
  const enroll = { factorType: 'webauthn', provider: 'FIDO' }
  const refusal = await call('POST', `/api/v1/users/${adminId}/factors`, enroll)
  expect(refusal.status).toBe(403)
  expect(refusal.json()).toMatchObject({ errorCode: 'E0000006' })
  expect(refusal.headers.get('x-double-reason')).toBe('target-is-admin')

  const { role } = okta.settings.serviceApp
  role.permissions = ['okta.users.read', 'okta.users.credentials.resetFactors']
  const noPermission = await call('POST', `/api/v1/users/${id}/factors`, enroll)
  expect(noPermission.json()).toMatchObject({ errorCode: 'E0000006' })
  role.permissions = ['okta.users.read', 'okta.users.credentials.manage']
  await begin(call, id)
  role.permissions = ['okta.users.manage', 'okta.users.read']
  await begin(call, id)

  role.targetGroups = ['00gnobodyatall000000']
  expect((await call('GET', `/api/v1/users/${id}`)).json()).toMatchObject({
    errorCode: 'E0000006',
  })
  expect((await call('GET', '/api/v1/users')).list()).toEqual([])
})

test('an API token dies of thirty days without use', async () => {
  let now = Date.now()
  const { admin } = await openOkta({ now: () => now })
  now += 30 * 24 * 3_600_000
  expect((await admin('GET', PATH)).status).toBe(200)
  now += 30 * 24 * 3_600_000
  expect((await admin('GET', PATH)).status).toBe(200)
  now += 30 * 24 * 3_600_000 + 1
  expect((await admin('GET', PATH)).json()).toMatchObject({ errorCode: 'E0000011' })
})

test('an API token dies with its admin', async () => {
  const { okta, admin } = await openOkta()
  expect((await admin('GET', PATH)).status).toBe(200)
  const adminId = await userId(admin, 'ada.administrator@example.com')
  await admin('POST', `/api/v1/users/${adminId}/lifecycle/suspend`)
  expect((await admin('GET', PATH)).status).toBe(401)
  expect(okta.records().requests.at(-1)).toMatchObject({ method: 'GET', path: PATH, status: 401 })
})

test('a wrong verb, an unknown path and a malformed body each have their code', async () => {
  const { admin } = await openOkta()
  expect((await admin('PATCH', PATH)).json()).toMatchObject({ errorCode: 'E0000022' })
  expect((await admin('GET', '/api/v1/nothing')).json()).toMatchObject({ errorCode: 'E0000008' })
  const factors = `/api/v1/users/${await userId(admin, 'jane.doe@example.com')}/factors`
  expect((await admin('POST', factors, '{"factorType":')).json()).toMatchObject({
    errorCode: 'E0000003',
  })
  const text = await admin('POST', factors, 'x', { 'content-type': 'text/plain' })
  expect(text.json()).toMatchObject({ errorCode: 'E0000021' })
  expect((await admin('POST', factors, { provider: 'FIDO' })).json()).toMatchObject({
    errorCode: 'E0000001',
    errorSummary: 'Api validation failed: factorType',
  })
  expect((await admin('GET', '/api/v1/users/%E0%A4%A')).status).toBe(404)
})
