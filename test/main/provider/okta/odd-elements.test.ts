import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../src/main/provider/okta/provider.ts'
import type { Provider } from '../../../../src/main/provider/provider.ts'
import { startLocalOkta, userBody } from './local-okta.ts'

const group = { id: '00g1', type: 'OKTA_GROUP', profile: { name: 'Finance' } }
const factor = { id: 'fwf1', factorType: 'webauthn', provider: 'FIDO', status: 'ACTIVE' }
const enrollment = { id: 'fwf1', key: 'webauthn' }
const webauthn = { id: 'aut1', key: 'webauthn', status: 'ACTIVE' }
const offered = { key: 'webauthn', enroll: { self: 'OPTIONAL' } }
const enrolPolicy = {
  id: '00p1',
  name: 'Default',
  status: 'ACTIVE',
  priority: 1,
  conditions: { people: { groups: { include: [null, '00g1'] } } },
  settings: { authenticators: [null, { key: null }, offered] },
}
const accessPolicy = { id: 'rst1', name: 'Any two', status: 'ACTIVE' }
const possession = { phishingResistant: 'REQUIRED' }
const rule = {
  status: 'ACTIVE',
  actions: { appSignOn: { verificationMethod: { constraints: [null, 7, { possession }] } } },
}
const event = {
  uuid: 'e1',
  published: '2023-11-14T22:19:30.000Z',
  eventType: 'user.lifecycle.suspend',
  target: [null, { id: '00u1' }, { type: 'User', id: '00u1' }],
}

/** An organization all of whose lists hold odd elements beside the good one. */
async function oddOrganization(lists: Readonly<Record<string, unknown>>): Promise<Provider> {
  const okta = await startLocalOkta(({ path, query }) => {
    const name = `${path}${query.has('type') ? `?${query.get('type') ?? ''}` : ''}`
    const list = Object.entries(lists).find(([end]) => name.endsWith(end))
    if (list === undefined) return { status: 404, body: { errorCode: 'E0000007' } }
    return {
      status: 200,
      headers: { date: 'Tue, 14 Nov 2023 22:20:00 GMT' },
      body: list[1],
    }
  })
  const auth = { kind: 'token', token: '00Q1' }
  return createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: () => Date.parse('2023-11-14T22:20:00.000Z'),
    sleep: () => Promise.resolve(),
  })
}

/** The good element among those that lack, or have null for, what each list is read by. */
const among = (good: object, ...fields: readonly string[]): unknown[] => [
  null,
  'text',
  {},
  ...fields.map((field) => ({ ...good, id: 'odd', [field]: null })),
  good,
]

describe('an odd element costs itself and not the list of', () => {
  test('people', async () => {
    const odd = { ...userBody, id: 'odd', profile: { ...userBody.profile, login: null } }
    const users = [...among(userBody, 'status', 'profile'), odd]
    const provider = await oddOrganization({ '/users': users })
    expect((await provider.searchPeople('ada')).map(({ id }) => id)).toEqual(['00u1'])
  })

  test('groups, of a person and searched for', async () => {
    const groups = among(group, 'type', 'profile')
    const provider = await oddOrganization({ '/groups': groups })
    const found = [
      ...(await provider.searchGroups('Fin')),
      ...(await provider.listGroupsOf('00u1')),
    ]
    expect(found.map(({ id }) => id)).toEqual(['00g1', '00g1'])
  })

  test('factors, and a null provider costs nothing at all', async () => {
    const factors = [
      ...among(factor, 'factorType', 'status'),
      { ...factor, id: 'fwf2', provider: null, profile: null },
    ]
    const provider = await oddOrganization({
      '/factors': factors,
      '/authenticator-enrollments': among(enrollment, 'key'),
    })
    const listed = await provider.listFactors('00u1')
    expect(listed.map(({ factorId }) => factorId)).toEqual(['fwf1', 'fwf2'])
  })

  test('authenticator enrollments, down to the factor they lead to', async () => {
    const enrollments = [...among(enrollment, 'key'), { id: 'fwf2', key: 'webauthn' }]
    const provider = await oddOrganization({
      '/factors': [],
      '/authenticator-enrollments': enrollments,
      '/factors/fwf1': factor,
      '/factors/fwf2': { ...factor, id: 'fwf2', status: null },
    })
    const listed = await provider.listFactors('00u1')
    expect(listed.map(({ factorId }) => factorId)).toEqual(['fwf1'])
  })

  test('events and of their targets', async () => {
    const events = among(event, 'uuid', 'published', 'eventType')
    const provider = await oddOrganization({ '/logs': events })
    const nobody = new Set<string>()
    const watch = {
      personIds: new Set(['00u1']),
      factorIds: nobody,
      groupIds: nobody,
      ownRequestIds: nobody,
    }
    const since = Date.parse('2023-11-14T22:00:00.000Z')
    const reading = await provider.readEvents({ since, seen: [] }, watch)
    expect(reading.events.map(({ id }) => id)).toEqual(['e1'])
  })

  test('authenticators, policies, rules and whatever they list', async () => {
    const provider = await oddOrganization({
      '/.well-known/okta-organization': { id: '00o1', pipeline: 'idx' },
      '/users/00u1': userBody,
      '/users': [userBody],
      '/groups': among(group, 'type'),
      '/factors/catalog': among({ factorType: 'webauthn' }, 'factorType'),
      '/factors': [],
      '/authenticator-enrollments': [],
      '/authenticators': among(webauthn, 'key', 'status'),
      '/methods/webauthn': {
        settings: { aaguidGroups: [null, { name: 'A', aaguids: [null, 'aaguid-1'] }] },
      },
      '/policies?MFA_ENROLL': among(enrolPolicy, 'name', 'status', 'priority'),
      '/policies?ACCESS_POLICY': among(accessPolicy, 'name', 'status'),
      '/rules': among(rule, 'status'),
    })
    const items = await provider.checkReadiness({ person: '00u1' })
    const found = (name: string) => items.find((item) => item.name === name)?.reason
    expect(found('authenticator')).toEqual({ code: 'authenticator-active' })
    expect(found('enrollment-policy')).toEqual({ code: 'enrollment-allowed', policy: 'Default' })
    expect(found('sign-on-policy')).toEqual({ code: 'phishing-resistance', policies: ['Any two'] })
  })

  test('algorithms and credentials in a ceremony', async () => {
    const activation = {
      challenge: 'cdsZ1V10E0BGE4GcG3IK',
      rp: { name: 'Acme' },
      user: { id: '00u15s1KDETTQMQYABRL', name: 'ada@acme.com' },
      pubKeyCredParams: [null, { type: 'public-key' }, { type: 'public-key', alg: -7 }],
      excludeCredentials: [null, { id: 'not base64url!' }, { id: 'AQID' }],
    }
    const body = { ...factor, status: 'PENDING_ACTIVATION', _embedded: { activation } }
    const provider = await oddOrganization({ '/factors': body })
    const { algorithms, excludeCredentials } = await provider.begin({
      id: '00u1',
      login: 'ada@acme.com',
      email: '',
      firstName: '',
      lastName: '',
      status: 'ACTIVE',
    })
    expect(algorithms).toEqual([-7])
    expect(excludeCredentials.map((id) => [...id])).toEqual([[1, 2, 3]])
  })
})

test('a list that is no list is still an answer that cannot be used', async () => {
  const provider = await oddOrganization({ '/users': { id: '00u1' } })
  await expect(provider.searchPeople('ada')).rejects.toMatchObject({
    reason: { code: 'provider-answer-invalid', operation: 'listUsers', field: 'body' },
  })
})
