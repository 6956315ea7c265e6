import { beforeAll, describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../src/simulator/okta/http/request-log.ts'
import { startOktaDouble, type OktaDouble } from '../../src/simulator/okta/okta-double.ts'
import { ROUTES } from '../../src/simulator/okta/routes.ts'
import { textAt, tokenCaller, type Caller } from '../support/okta-caller.ts'
import { activate, begin, credentialFor, ORIGIN, RP_ID, userId } from '../support/okta-ceremony.ts'
import { switchPasskeys } from '../support/switch-passkeys.ts'
import { getAssertion, toBase64 } from '../support/software-authenticator.ts'
import { DESCRIPTION, openContract, type Contract } from './openapi.ts'

describe.skipIf(DESCRIPTION === undefined)("the double and Okta's own description", () => {
  let contract: Contract
  let records: readonly RequestRecord[]

  beforeAll(async () => {
    contract = await openContract(DESCRIPTION ?? '')
    const okta = await startOktaDouble({ recordBodies: true, customDomain: 'id.example.com' })
    try {
      await callEverything(okta, tokenCaller(okta.connectionFor('token')))
    } finally {
      await okta.close()
    }
    ;({ requests: records } = okta.records())
  })

  test.each(ROUTES.map((route) => [route.operationId, route] as const))(
    '%s has the path, verb and scope that are described',
    (operationId, route) => {
      const described = contract.operations.find((each) => each.operationId === operationId)
      expect(described?.method).toBe(route.method)
      // The description names the same parameter differently from path to path; its place counts.
      expect(described?.path.replaceAll(/\{\w+\}/g, '{}')).toBe(
        route.path.replaceAll(/\{\w+\}/g, '{}'),
      )
      expect(described?.scopes).toEqual(route.scope === null ? [] : [route.scope])
    },
  )

  test('every operation was called, with success', () => {
    const called = new Set(records.filter(isSuccess).map(({ operationId }) => operationId))
    expect(ROUTES.map(({ operationId }) => operationId).filter((id) => !called.has(id))).toEqual([])
  })

  test('every request and every answer is as described', () => {
    expect(records.flatMap((record) => contract.check(record))).toEqual([])
  })

  test('a wrong answer is caught', () => {
    const user = recordOf('getUser')
    expect(contract.check(withAnswer(user, { id: '00u1', status: 'ALIVE' }))).toMatchObject([
      { side: 'response', problem: expect.stringContaining('/status') as string },
    ])
    expect(contract.check(withAnswer(user, [{ id: '00u1' }]))).not.toEqual([])
    expect(contract.check({ ...user, status: 201 })).toMatchObject([
      { problem: 'status 201 is not described' },
    ])
    const list = recordOf('listFactors')
    const pending = { id: 'fwf1', factorType: 'webauthn', status: 'PENDING' }
    expect(contract.check(withAnswer(list, [pending]))).not.toEqual([])
  })

  test('a wrong request is caught', () => {
    const activation = recordOf('activateFactor')
    const wrong = [{ attestation: 'o2M' }, { attestation: 1, clientData: 2 }]
    for (const requestBody of wrong) {
      const caught = contract.check(withRequest(activation, { requestBody }))
      expect(caught.map(({ side }) => side)).toContain('request')
    }
    const enrollment = recordOf('enrollFactor')
    expect(contract.check(withRequest(enrollment, { query: 'tokenLifetimeSeconds=0' }))).toEqual([
      expect.objectContaining({ side: 'request' }),
    ])
    expect(contract.check({ ...activation, path: '/api/v1/nothing' })).toMatchObject([
      { problem: 'is no operation of the description' },
    ])
  })

  function recordOf(operationId: string): RequestRecord {
    const found = records.find((each) => each.operationId === operationId && isSuccess(each))
    if (found === undefined) throw new Error(`${operationId} was not called`)
    return found
  }
})

function isSuccess({ status }: RequestRecord): boolean {
  return status >= 200 && status < 300
}

function withAnswer(record: RequestRecord, responseBody: unknown): RequestRecord {
  const { exchange } = record
  if (exchange === undefined) throw new Error('recorded without bodies')
  return { ...record, exchange: { ...exchange, responseBody } }
}

function withRequest(
  record: RequestRecord,
  change: { readonly requestBody?: unknown; readonly query?: string },
): RequestRecord {
  const { exchange } = record
  if (exchange === undefined) throw new Error('recorded without bodies')
  return { ...record, exchange: { ...exchange, ...change } }
}

async function callEverything(okta: OktaDouble, call: Caller): Promise<void> {
  await callPeople(call)
  await callGroups(call)
  await callFactors(call)
  await callOrganization(okta, call)
  await callInVain(call)
  // Last, for policies must forbid passkeys before.
  for (const to of ['deactivate', 'activate'] as const) await switchPasskeys(okta, to)
}

async function callPeople(call: Caller): Promise<void> {
  const created = await call('POST', '/api/v1/users?activate=false', {
    profile: {
      firstName: 'Nora',
      lastName: 'Newhire',
      email: 'nora.newhire@example.com',
      login: 'nora.newhire@example.com',
    },
    credentials: { password: { value: 'Correct-Horse-7' } },
  })
  const user = `/api/v1/users/${textAt(created.json(), 'id')}`
  await call('GET', user)
  await call('GET', '/api/v1/users?limit=5&search=profile.lastName+sw+%22New%22&sortBy=id')
  await call('GET', '/api/v1/users?q=nora')
  await call('GET', '/api/v1/users?filter=status+eq+%22STAGED%22')
  await call('POST', user, { profile: { fido2KeyIssued: true } })
  for (const verb of [
    'activate?sendEmail=false',
    'suspend',
    'unsuspend',
    'expire_password_with_temp_password',
    'reset_factors',
  ]) {
    await call('POST', `${user}/lifecycle/${verb}`)
  }
  const lois = await userId(call, 'lois.lockedout@example.com')
  await call('POST', `/api/v1/users/${lois}/lifecycle/unlock`)
  await call('DELETE', `${user}/sessions`)
  await call('PUT', user, {
    profile: {
      firstName: 'Nora',
      lastName: 'Other',
      email: 'nora@example.com',
      login: 'nora.newhire@example.com',
    },
  })
  await call('POST', `${user}/lifecycle/deactivate`)
  await call('DELETE', user)
}

async function callGroups(call: Caller): Promise<void> {
  const made = await call('POST', '/api/v1/groups', { profile: { name: 'Keys', description: '' } })
  const group = `/api/v1/groups/${textAt(made.json(), 'id')}`
  const jane = await userId(call, 'jane.doe@example.com')
  await call('GET', group)
  await call('GET', '/api/v1/groups?q=Keys')
  await call('GET', '/api/v1/groups?search=profile.name+sw+%22Keys%22')
  await call('PUT', `${group}/users/${jane}`)
  await call('GET', `${group}/users`)
  await call('GET', `/api/v1/users/${jane}/groups`)
  await call('DELETE', `${group}/users/${jane}`)
}

async function callFactors(call: Caller): Promise<void> {
  const jane = await userId(call, 'jane.doe@example.com')
  const factors = `/api/v1/users/${jane}/factors`
  await call('GET', `${factors}/catalog`)
  const pending = await begin(call, jane, '?tokenLifetimeSeconds=600')
  await call('GET', pending.path)
  const credential = credentialFor(pending)
  await activate(call, pending, credential)
  const asked = await call('POST', `${pending.path}/verify`, {})
  const challenge = textAt(asked.json(), '_embedded.challenge.challenge')
  const assertion = getAssertion(credential, { rpId: RP_ID, origin: ORIGIN, challenge })
  await call('POST', `${pending.path}/verify`, {
    clientData: toBase64(assertion.clientDataJSON),
    authenticatorData: toBase64(assertion.authenticatorData),
    signatureData: toBase64(assertion.signature),
  })
  await call('GET', factors)
  await call('DELETE', pending.path)

  const kim = `/api/v1/users/${await userId(call, 'kim.keyholder@example.com')}`
  const [enrollment] = (await call('GET', `${kim}/authenticator-enrollments`)).list()
  const path = `${kim}/authenticator-enrollments/${textAt(enrollment, 'id')}`
  await call('GET', path)
  await call('DELETE', path)
}

async function callOrganization(okta: OktaDouble, call: Caller): Promise<void> {
  okta.settings.trustedOrigins.push({
    id: 'tos1',
    name: 'Desk',
    origin: 'https://desk.example.com',
    scopes: ['CORS', 'REDIRECT'],
  })
  okta.settings.webauthn.settings.aaguidGroups = [{ name: 'Keys', aaguids: [] }]
  okta.settings.webauthn.settings.rpId = {
    enabled: true,
    domain: { name: 'okta.example', validationStatus: 'VERIFIED' },
  }
  for (const path of ['/.well-known/okta-organization', '/.well-known/webauthn', '/api/v1/org']) {
    await call('GET', path)
  }
  for (const name of ['domains', 'trustedOrigins', 'meta/types/user', 'authenticators']) {
    await call('GET', `/api/v1/${name}`)
  }
  const webauthn = `/api/v1/authenticators/${okta.settings.webauthn.id}`
  const aaguid = okta.settings.customAaguids[0]?.aaguid ?? ''
  for (const path of ['', '/methods', '/methods/webauthn', '/aaguids', `/aaguids/${aaguid}`]) {
    await call('GET', webauthn + path)
  }
  await callPolicies(call)
  const schema = '/api/v1/meta/schemas/user/default'
  await call('GET', schema)
  const badge = { title: 'Badge', type: 'string', required: false }
  await call('POST', schema, { definitions: { custom: { properties: { badge } } } })
  await call('GET', '/api/v1/logs?since=2026-01-01T00:00:00.000Z&limit=1000')
}

async function callPolicies(call: Caller): Promise<void> {
  await call('GET', '/api/v1/policies?type=MFA_ENROLL')
  const [access] = (await call('GET', '/api/v1/policies?type=ACCESS_POLICY')).list()
  const policy = `/api/v1/policies/${textAt(access, 'id')}`
  await call('GET', policy)
  const [rule] = (await call('GET', `${policy}/rules`)).list()
  await call('GET', `${policy}/rules/${textAt(rule, 'id')}`)
  const jane = await userId(call, 'jane.doe@example.com')
  await call('POST', '/api/v1/policies/simulate', [
    {
      appInstance: '0oa1',
      policyTypes: ['MFA_ENROLL', 'ACCESS_POLICY'],
      policyContext: { user: { id: jane }, groups: { ids: [] } },
    },
  ])
}

// Refusals: their bodies have to be as described too.
async function callInVain(call: Caller): Promise<void> {
  const jane = await userId(call, 'jane.doe@example.com')
  const pending = await begin(call, jane)
  await activate(call, pending, credentialFor(pending, { rpId: 'wrong.example' }))
  await call('GET', '/api/v1/users/nobody@example.com')
  await call('GET', '/api/v1/users?search=profile.login+ne+%22x%22')
  await call('POST', `/api/v1/users/${jane}/lifecycle/unsuspend`)
  await call('POST', `/api/v1/users/${jane}/lifecycle/activate`)
  const dean = await userId(call, 'dean.departed@example.com')
  const body = { factorType: 'webauthn', provider: 'FIDO' }
  await call('POST', `/api/v1/users/${dean}/factors`, body)
  await call('POST', '/api/v1/users', { profile: { firstName: 'Only' } })
}
