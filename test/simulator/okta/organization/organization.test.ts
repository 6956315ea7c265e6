import { expect, test } from 'vitest'
import { send, textAt } from '../../../support/okta-caller.ts'
import { userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'
import { forbidPasskeys } from '../../../support/switch-passkeys.ts'

test('the organization says what it is to anybody', async () => {
  const { okta } = await openOkta({ customDomain: 'id.example.com' })
  const answer = await send(`${okta.url}/.well-known/okta-organization`, 'GET')
  expect(answer.json()).toEqual({
    id: okta.settings.organizationId,
    pipeline: 'idx',
    _links: {
      organization: { href: 'https://demo.okta.example' },
      alternate: { href: 'https://id.example.com' },
    },
  })
  okta.settings.pipeline = 'v1'
  okta.settings.customDomain = null
  const classic = await send(`${okta.url}/.well-known/okta-organization`, 'GET')
  expect(classic.json()).toEqual({
    id: okta.settings.organizationId,
    pipeline: 'v1',
    _links: { organization: { href: 'https://demo.okta.example' } },
  })
})

test('related origins are told once a custom rp id is enabled', async () => {
  const { okta } = await openOkta({ customDomain: 'id.okta.example' })
  const url = `${okta.url}/.well-known/webauthn`
  expect((await send(url, 'GET')).status).toBe(404)
  okta.settings.webauthn.settings.rpId = {
    enabled: true,
    domain: { name: 'okta.example', validationStatus: 'VERIFIED' },
  }
  expect((await send(url, 'GET')).json()).toEqual({
    origins: ['https://demo.okta.example', 'https://id.okta.example'],
  })
})

test('the webauthn authenticator and its settings are read, those not rolled out are absent', async () => {
  const { okta, admin } = await openOkta()
  const list = (await admin('GET', '/api/v1/authenticators')).list()
  const webauthn = list.find(({ key }) => key === 'webauthn')
  expect(webauthn).toMatchObject({ status: 'ACTIVE', name: 'Passkey (FIDO2 WebAuthn)' })
  const path = `/api/v1/authenticators/${textAt(webauthn, 'id')}`
  expect((await admin('GET', path)).json()).toEqual(webauthn)
  const method = await admin('GET', `${path}/methods/webauthn`)
  expect(method.json()).toMatchObject({
    type: 'webauthn',
    status: 'ACTIVE',
    settings: {
      userVerification: 'PREFERRED',
      residentKeyRequirement: 'REQUIRED',
      attachment: 'ANY',
      aaguidGroups: [],
    },
  })
  expect(method.json()['settings']).not.toHaveProperty('rpId')
  okta.settings.webauthn.hiddenSettings = ['residentKeyRequirement', 'allowSyncablePasskeys']
  const older = (await admin('GET', `${path}/methods`)).list()[0]
  expect(older?.['settings']).not.toHaveProperty('residentKeyRequirement')
  okta.settings.webauthn.status = 'INACTIVE'
  expect((await admin('GET', path)).json()).toMatchObject({
    status: 'INACTIVE',
    _links: { activate: { hints: { allow: ['POST'] } } },
  })
  expect((await admin('GET', `${path}/methods/sms`)).status).toBe(404)
  expect((await admin('GET', '/api/v1/authenticators/autnone')).status).toBe(404)
})

test('key models an admin described are read', async () => {
  const { okta, admin } = await openOkta()
  const { id } = okta.settings.webauthn
  const path = `/api/v1/authenticators/${id}/aaguids`
  const [model] = (await admin('GET', path)).list()
  expect(model).toMatchObject({ name: 'Keydesk virtual key' })
  const one = await admin('GET', `${path}/${textAt(model, 'aaguid')}`)
  expect(one.json()).toEqual(model)
  expect((await admin('GET', `${path}/00000000-0000-0000-0000-000000000000`)).status).toBe(404)
})

test('policies come by type and priority, with their rules', async () => {
  const { okta, admin } = await openOkta()
  const enrollment = (await admin('GET', '/api/v1/policies?type=MFA_ENROLL')).list()
  expect(enrollment).toMatchObject([
    {
      name: 'Contractors',
      priority: 1,
      conditions: { people: { groups: { include: [expect.stringMatching(/^00g/)] } } },
      settings: {
        type: 'AUTHENTICATORS',
        authenticators: [{ key: 'okta_password' }, { enroll: { self: 'NOT_ALLOWED' } }],
      },
    },
    { name: 'Default Policy', priority: 2, system: true },
  ])
  const [access] = (await admin('GET', '/api/v1/policies?type=ACCESS_POLICY')).list()
  const path = `/api/v1/policies/${textAt(access, 'id')}`
  expect((await admin('GET', path)).json()).toEqual(access)
  const [rule] = (await admin('GET', `${path}/rules`)).list()
  expect(rule).toMatchObject({
    actions: {
      appSignOn: {
        verificationMethod: { constraints: [{ possession: { phishingResistant: 'REQUIRED' } }] },
      },
    },
  })
  expect((await admin('GET', `${path}/rules/${textAt(rule, 'id')}`)).json()).toEqual(rule)
  expect((await admin('GET', `${path}/rules/none`)).status).toBe(404)
  expect((await admin('GET', '/api/v1/policies/none')).status).toBe(404)
  expect((await admin('GET', '/api/v1/policies')).json()).toMatchObject({
    errorCode: 'E0000028',
  })
  expect((await admin('GET', '/api/v1/policies?type=NONE')).status).toBe(400)

  const [first] = okta.settings.policies
  if (first?.type === 'MFA_ENROLL') first.isLegacy = true
  const [legacy] = (await admin('GET', '/api/v1/policies?type=MFA_ENROLL')).list()
  expect(legacy).toMatchObject({
    settings: {
      type: 'FACTORS',
      factors: { fido_webauthn: { enroll: { self: 'NOT_ALLOWED' } } },
    },
  })
})

test('a simulation names the policy that applies to a person', async () => {
  const { admin } = await openOkta()
  const simulate = async (login: string) => {
    const answer = await admin('POST', '/api/v1/policies/simulate', {
      appInstance: '0oa1',
      policyTypes: ['MFA_ENROLL'],
      policyContext: { user: { id: await userId(admin, login) }, groups: { ids: [] } },
    })
    return answer.json()
  }
  const naming = (name: string) => ({
    evaluation: [{ policyType: ['MFA_ENROLL'], result: { policies: [{ name, status: 'MATCH' }] } }],
  })
  expect(await simulate('connor.contractor@example.com')).toMatchObject(naming('Contractors'))
  expect(await simulate('jane.doe@example.com')).toMatchObject(naming('Default Policy'))
})

test('Classic Engine has no authenticators, access policies or enrollments', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.pipeline = 'v1'
  const id = await userId(admin, 'jane.doe@example.com')
  for (const path of [
    '/api/v1/authenticators',
    '/api/v1/policies?type=ACCESS_POLICY',
    `/api/v1/users/${id}/authenticator-enrollments`,
  ]) {
    expect((await admin('GET', path)).json()).toMatchObject({ errorCode: 'E0000015' })
  }
  expect((await admin('GET', '/api/v1/policies?type=MFA_ENROLL')).status).toBe(200)
})

test('organization, domains and trusted origins', async () => {
  const { okta, admin } = await openOkta()
  expect((await admin('GET', '/api/v1/org')).json()).toMatchObject({
    companyName: 'Keydesk Demo',
    subdomain: 'demo',
  })
  expect((await admin('GET', '/api/v1/domains')).json()).toEqual({ domains: [] })
  okta.settings.customDomain = 'id.example.com'
  expect((await admin('GET', '/api/v1/domains')).json()).toMatchObject({
    domains: [{ domain: 'id.example.com', validationStatus: 'COMPLETED' }],
  })
  const trusted = { id: 'tos1', name: 'Desk', origin: 'https://desk.example', scopes: ['CORS'] }
  okta.settings.trustedOrigins.push(trusted)
  expect((await admin('GET', '/api/v1/trustedOrigins')).list()).toMatchObject([
    { origin: 'https://desk.example', scopes: [{ type: 'CORS' }] },
  ])
})

test('the user schema tells its attributes, and takes new ones', async () => {
  const { admin } = await openOkta()
  const path = '/api/v1/meta/schemas/user/default'
  expect((await admin('GET', path)).json()).toMatchObject({
    definitions: {
      base: { properties: { login: { required: true } } },
      custom: { properties: { fido2KeyIssued: { type: 'boolean' } } },
    },
  })
  const change = (properties: Record<string, unknown>) =>
    admin('POST', path, { definitions: { custom: { properties } } })
  const badge = { title: 'Badge', type: 'string', permissions: [] }
  expect((await change({ badge, fido2KeyIssued: null })).json()).toMatchObject({
    definitions: { custom: { properties: { badge } } },
  })
  const id = await userId(admin, 'jane.doe@example.com')
  const profile = { badge: '0042' }
  expect((await admin('POST', `/api/v1/users/${id}`, { profile })).status).toBe(200)
  expect((await change({ login: badge })).status).toBe(400)
  expect((await change({ 'not a name': badge })).status).toBe(400)
  expect((await admin('GET', '/api/v1/meta/schemas/user/none')).status).toBe(404)
  expect((await admin('GET', '/api/v1/meta/types/user')).list()).toMatchObject([
    { name: 'user', default: true },
  ])
})

test('passkeys are switched off only when no policy offers them, and it is logged', async () => {
  const { okta, admin } = await openOkta()
  const path = `/api/v1/authenticators/${okta.settings.webauthn.id}/lifecycle`
  expect((await admin('POST', `${path}/deactivate`)).json()).toMatchObject({
    errorCode: 'E0000148',
  })
  forbidPasskeys(okta)
  expect((await admin('POST', `${path}/deactivate`)).json()).toMatchObject({ status: 'INACTIVE' })
  expect((await admin('POST', `${path}/activate`)).json()).toMatchObject({ status: 'ACTIVE' })
  const password = '/api/v1/authenticators/autdemo1password0000/lifecycle/deactivate'
  expect((await admin('POST', password)).status).toBe(403)
  expect(okta.records().logs).toMatchObject([
    {
      eventType: 'security.authenticator.lifecycle.deactivate',
      target: [{ type: 'Authenticator', displayName: 'Passkey (FIDO2 WebAuthn)' }],
    },
    { eventType: 'security.authenticator.lifecycle.activate' },
  ])
})
