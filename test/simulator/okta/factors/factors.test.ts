import { expect, test } from 'vitest'
import { textAt } from '../../../support/okta-caller.ts'
import { activate, begin, credentialFor, userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

const ENROLL = { factorType: 'webauthn', provider: 'FIDO' }

test('an enrollment answers what Okta answers', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'zoe.vanderberg@example.com')
  const path = `/api/v1/users/${id}/factors`
  const body = { ...ENROLL, profile: { authenticatorName: 'My key' } }
  const answer = (await admin('POST', path, body)).json()
  const factorId = textAt(answer, 'id')
  expect(factorId).toMatch(/^fwf\w{17}$/)
  const self = `${okta.url}${path}/${factorId}`
  expect(answer).toEqual({
    id: factorId,
    factorType: 'webauthn',
    provider: 'FIDO',
    vendorName: 'FIDO',
    status: 'PENDING_ACTIVATION',
    created: expect.stringMatching(/\.000Z$/) as string,
    lastUpdated: expect.stringMatching(/\.000Z$/) as string,
    _links: {
      activate: { href: `${self}/lifecycle/activate`, hints: { allow: ['POST'] } },
      self: { href: self, hints: { allow: ['GET'] } },
      user: { href: `${okta.url}/api/v1/users/${id}`, hints: { allow: ['GET'] } },
    },
    _embedded: {
      activation: {
        attestation: 'direct',
        authenticatorSelection: { userVerification: 'preferred', requireResidentKey: false },
        challenge: expect.stringMatching(/^[\w-]{20}$/) as string,
        excludeCredentials: [],
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        rp: { name: 'Keydesk Demo' },
        u2fParams: { appid: 'https://demo.okta.example' },
        user: { displayName: 'Zoë van der Berg', name: 'zoe.vanderberg@example.com', id },
      },
    },
  })
  expect(Buffer.from(id, 'base64url')).toHaveLength(15)
})

test('a second enrollment excludes the first credential', async () => {
  const { admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const pending = await begin(admin, id)
  const credential = credentialFor(pending)
  await activate(admin, pending, credential)
  expect((await admin('POST', `/api/v1/users/${id}/factors`, ENROLL)).json()).toMatchObject({
    _embedded: {
      activation: {
        excludeCredentials: [
          {
            type: 'public-key',
            id: Buffer.from(credential.credentialId).toString('base64url'),
          },
        ],
      },
    },
  })
})

test('pending factors pile up, or the organization replaces them', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const first = await begin(admin, id)
  await begin(admin, id)
  const path = `/api/v1/users/${id}/factors`
  const listed = (await admin('GET', path)).list()
  expect(listed.map(({ status }) => status)).toEqual(['PENDING_ACTIVATION', 'PENDING_ACTIVATION'])
  okta.settings.pendingFactors = 'replace'
  await begin(admin, id)
  expect((await admin('GET', path)).list()).toHaveLength(1)
  expect((await admin('GET', first.path)).status).toBe(404)
})

test('a policy that forbids passkeys hides them in the list, not by id', async () => {
  const { okta, admin } = await openOkta()
  const connor = await userId(admin, 'connor.contractor@example.com')
  const refused = await admin('POST', `/api/v1/users/${connor}/factors`, ENROLL)
  expect([refused.status, refused.json()]).toMatchObject([
    400,
    {
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: factorEnrollRequest',
      errorCauses: [
        { errorSummary: 'Factor not allowed for the user based on the Multifactor policy.' },
      ],
    },
  ])
  const catalog = (await admin('GET', `/api/v1/users/${connor}/factors/catalog`)).list()
  expect(catalog.map(({ factorType }) => factorType)).toEqual(['question'])

  const kim = await userId(admin, 'kim.keyholder@example.com')
  const path = `/api/v1/users/${kim}`
  const [factor] = (await admin('GET', `${path}/factors`)).list()
  const factorId = textAt(factor, 'id')
  const [contractors] = (await admin('GET', '/api/v1/groups?q=Contractors')).list()
  await admin('PUT', `/api/v1/groups/${textAt(contractors, 'id')}/users/${kim}`)
  expect((await admin('GET', `${path}/factors`)).list()).toEqual([])
  expect((await admin('GET', `${path}/factors/${factorId}`)).status).toBe(200)
  const enrollments = `${path}/authenticator-enrollments`
  expect((await admin('GET', enrollments)).list()).toMatchObject([{ id: factorId }])
  expect((await admin('GET', `${enrollments}/${factorId}`)).json()).toMatchObject({
    type: 'security_key',
    key: 'webauthn',
    name: 'YubiKey 5 Series with NFC',
    nickname: null,
  })
  expect((await admin('DELETE', `${enrollments}/${factorId}`)).status).toBe(204)
  expect((await admin('DELETE', `${enrollments}/${factorId}`)).status).toBe(404)
  expect(okta.records().logs.at(-1)).toMatchObject({ eventType: 'user.mfa.factor.deactivate' })
})

test('the catalog says whether passkeys are offered, and whether one is held', async () => {
  const { okta, admin } = await openOkta()
  const catalog = async (login: string) => {
    const id = await userId(admin, login)
    const entries = (await admin('GET', `/api/v1/users/${id}/factors/catalog`)).list()
    return entries.find(({ factorType }) => factorType === 'webauthn')
  }
  expect(await catalog('jane.doe@example.com')).toMatchObject({
    provider: 'FIDO',
    enrollment: 'OPTIONAL',
    status: 'NOT_SETUP',
  })
  expect(await catalog('kim.keyholder@example.com')).toMatchObject({ status: 'ACTIVE' })
  okta.settings.webauthn.status = 'INACTIVE'
  expect(await catalog('jane.doe@example.com')).toBeUndefined()
})

test('settings of the authenticator show in the options', async () => {
  const { okta, admin } = await openOkta()
  const { settings } = okta.settings.webauthn
  settings.userVerification = 'REQUIRED'
  settings.attachment = 'ROAMING'
  okta.settings.requireResidentKey = true
  const id = await userId(admin, 'jane.doe@example.com')
  expect((await admin('POST', `/api/v1/users/${id}/factors`, ENROLL)).json()).toMatchObject({
    _embedded: {
      activation: {
        authenticatorSelection: {
          userVerification: 'required',
          requireResidentKey: true,
          authenticatorAttachment: 'cross-platform',
        },
      },
    },
  })
})

test('only a passkey can be enrolled here, and not by a person who left', async () => {
  const { admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const path = `/api/v1/users/${id}/factors`
  for (const body of [
    { factorType: 'sms', provider: 'OKTA' },
    { factorType: 'webauthn', provider: 'OKTA' },
  ]) {
    expect((await admin('POST', path, body)).json()).toMatchObject({ errorCode: 'E0000001' })
  }
  const gone = await userId(admin, 'dean.departed@example.com')
  const refused = await admin('POST', `/api/v1/users/${gone}/factors`, ENROLL)
  expect(refused.json()).toMatchObject({ errorCode: 'E0000038' })
  const staged = await userId(admin, 'stacy.newcomer@example.com')
  expect((await admin('POST', `/api/v1/users/${staged}/factors`, ENROLL)).status).toBe(200)
})

test('a pending factor can be deleted, and is gone then', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const pending = await begin(admin, id)
  const deleted = await admin('DELETE', pending.path)
  expect([deleted.status, deleted.text]).toEqual([204, ''])
  expect((await activate(admin, pending, credentialFor(pending))).json()).toMatchObject({
    errorCode: 'E0000007',
  })
  expect(okta.records().logs).toEqual([])
})
