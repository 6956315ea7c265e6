import { describe, expect, test } from 'vitest'
import type { ReadinessQuestion } from '../../../../src/main/provider/provider.ts'
import type { ReadinessItem } from '../../../../src/shared/readiness.ts'
import { readinessText } from '../../../../src/shared/text/readiness.ts'
import type { OktaSettings } from '../../../../src/simulator/okta/settings.ts'
import { setUp, type Kind, type Setup } from './okta-double.ts'

const jane: ReadinessQuestion = { person: 'jane.doe@example.com' }
const model = '9c1ff2d1-d0cb-4e6c-8a4e-3b53a0d8c7e1'

async function report(
  configure: (settings: OktaSettings) => void,
  question: ReadinessQuestion = jane,
  kind: Kind = 'service-app',
): Promise<readonly ReadinessItem[]> {
  const { provider } = await setUp(kind, { configure })
  return provider.checkReadiness(question)
}

const notOk = (items: readonly ReadinessItem[]): readonly ReadinessItem[] =>
  items.filter(({ state }) => state !== 'ok')

function enrollmentPolicy({ policies }: OktaSettings) {
  const found = policies.find(
    ({ type, name }) => type === 'MFA_ENROLL' && name === 'Default Policy',
  )
  if (found?.type !== 'MFA_ENROLL') throw new Error('the seed has changed')
  return found
}

const webauthn = { key: 'webauthn', method: 'webauthn' }
const chainTo = (method: object) => ({
  authenticationMethods: [{ key: 'okta_password' }],
  next: [{ authenticationMethods: [method] }],
})

function setVerificationMethod({ policies }: OktaSettings, verificationMethod: object): void {
  for (const policy of policies.filter(({ type }) => type === 'ACCESS_POLICY')) {
    for (const rule of policy.rules) rule.actions = { appSignOn: { verificationMethod } }
  }
}

describe('readiness', () => {
  test('finds nothing wrong where nothing is, and leaves everything as it was', async () => {
    const { okta, provider } = await setUp()
    const before = okta.records()
    const items = await provider.checkReadiness({ ...jane, aaguid: model })
    expect(notOk(items)).toEqual([])
    expect([...new Set(items.map(({ name }) => name))]).toEqual([
      'organization',
      'engine',
      'clock',
      'origin',
      'sign-in',
      'scope',
      'excess-scopes',
      'role',
      'authenticator',
      'resident-key',
      'user-verification',
      'rp-id',
      'enrollment-policy',
      'key-model',
      'sign-on-policy',
      'person',
      'leftovers',
    ])
    expect(items.every((item) => readinessText(item).detail.length > 0)).toBe(true)
    const after = okta.records()
    expect(after.users).toEqual(before.users)
    expect(after.factors).toEqual(before.factors)
  })

  test('asks an operator to sign in once', async () => {
    const { provider, calls } = await setUp('operator')
    expect(notOk(await provider.checkReadiness(jane))).toEqual([])
    expect(calls().filter((call) => call.includes('/authorize'))).toHaveLength(1)
  })

  test('sees the policies of every page', async () => {
    const { okta, provider } = await setUp('token')
    okta.faults.add({ kind: 'page-size', size: 1, path: '/api/v1/policies' })
    const items = await provider.checkReadiness(jane)
    expect(items.find(({ name }) => name === 'enrollment-policy')?.reason).toEqual({
      code: 'enrollment-allowed',
      policy: 'Default Policy',
    })
  })

  test('stops at an organization that is not there', async () => {
    const { okta, provider } = await setUp()
    await okta.close()
    expect(await provider.checkReadiness(jane)).toMatchObject([
      {
        name: 'organization',
        state: 'problem',
        reason: {
          code: 'unreachable',
          cause: { code: 'provider-unreachable', reason: 'ECONNREFUSED' },
        },
      },
    ])
  })

  test('tells the reason when the sign-in is refused, and goes no further', async () => {
    const items = await report(({ serviceApp }) => {
      serviceApp.keys.length = 0
    })
    expect(items.at(-1)).toMatchObject({
      name: 'sign-in',
      state: 'problem',
      reason: { code: 'token-refused', error: 'invalid_client' },
      where: 'app-general',
    })
  })

  test('tells a clock that is wrong, and signs in all the same', async () => {
    const { provider } = await setUp('service-app', {
      faults: [{ kind: 'clock-skew', offsetMs: 3_600_000 }],
    })
    const items = notOk(await provider.checkReadiness(jane))
    expect(items).toMatchObject([{ name: 'clock', state: 'warning' }])
  })
})

describe('readiness names a misconfiguration, and where to cure it:', () => {
  const cases: readonly [
    string,
    (settings: OktaSettings) => void,
    Partial<ReadinessItem>,
    ReadinessQuestion?,
    Kind?,
  ][] = [
    [
      'Classic Engine',
      (s) => {
        s.pipeline = 'v1'
      },
      { name: 'engine', state: 'problem', reason: { code: 'classic-engine' }, where: 'upgrade' },
    ],
    [
      'DPoP off',
      (s) => {
        s.serviceApp.dpopRequired = false
      },
      // We send a proof all the same, and a token bound to it is a good token.
      { name: 'sign-in', state: 'ok', reason: { code: 'token', scheme: 'DPoP' } },
    ],
    [
      'an API token',
      () => undefined,
      { name: 'sign-in', state: 'warning', reason: { code: 'token', scheme: 'SSWS' } },
      jane,
      'token',
    ],
    [
      'a scope the operator’s app may do without',
      (s) => {
        s.operatorApp.grants = s.operatorApp.grants.filter((scope) => scope !== 'okta.logs.read')
      },
      {
        name: 'scope',
        state: 'warning',
        reason: {
          code: 'scope-missing',
          scope:
            'okta.groups.manage or okta.authenticators.read or okta.policies.read or okta.logs.read',
          reason: 'One or more scopes are not configured.',
        },
        where: 'app-scopes',
      },
      jane,
      'operator',
    ],
    [
      'an operator’s app without the scope nothing works without',
      (s) => {
        s.operatorApp.grants = s.operatorApp.grants.filter((scope) => scope !== 'okta.users.manage')
      },
      { name: 'sign-in', state: 'problem', where: 'app-scopes' },
      jane,
      'operator',
    ],
    [
      'a scope that is missing',
      (s) => {
        s.serviceApp.grants = s.serviceApp.grants.filter((scope) => scope !== 'okta.policies.read')
      },
      {
        name: 'scope',
        state: 'warning',
        reason: {
          code: 'scope-missing',
          scope: 'okta.policies.read',
          reason: 'One or more scopes are not configured for the authorization server resource.',
        },
        where: 'app-scopes',
      },
    ],
    [
      'the scope without which nothing works',
      (s) => {
        s.serviceApp.grants = s.serviceApp.grants.filter((scope) => scope !== 'okta.users.manage')
      },
      { name: 'scope', state: 'problem', where: 'app-scopes' },
    ],
    [
      'a scope too many',
      (s) => {
        s.serviceApp.grants.push('okta.apps.manage')
      },
      {
        name: 'excess-scopes',
        state: 'warning',
        reason: { code: 'scopes-excessive', scopes: ['okta.apps.manage'] },
      },
    ],
    [
      'a role too weak',
      (s) => {
        s.serviceApp.role.permissions = ['okta.users.read', 'okta.groups.read', 'READ_ONLY_ADMIN']
      },
      {
        name: 'role',
        state: 'problem',
        reason: { code: 'role-too-weak', missing: ['okta.users.credentials.manage'] },
        where: 'app-roles',
      },
    ],
    [
      'a role too strong',
      (s) => {
        s.serviceApp.role.permissions = 'all'
      },
      {
        name: 'role',
        state: 'warning',
        reason: { code: 'role-too-strong', able: ['okta.groups.create'] },
        where: 'app-roles',
      },
    ],
    [
      'an authenticator switched off',
      (s) => {
        s.webauthn.status = 'INACTIVE'
      },
      {
        name: 'authenticator',
        state: 'problem',
        reason: { code: 'authenticator-inactive' },
        where: 'authenticators',
      },
    ],
    [
      'roaming keys refused',
      (s) => {
        s.webauthn.settings.attachment = 'BUILT_IN'
      },
      { name: 'authenticator', state: 'problem', reason: { code: 'roaming-keys-refused' } },
    ],
    [
      'a template without the discoverable credential Okta requires',
      () => undefined,
      { name: 'resident-key', state: 'problem', reason: { code: 'resident-key-expected' } },
      { ...jane, requireResidentKey: false },
    ],
    [
      'discoverable credentials discouraged',
      (s) => {
        s.webauthn.settings.residentKeyRequirement = 'DISCOURAGED'
      },
      { name: 'resident-key', state: 'warning', where: 'passkey-settings' },
    ],
    [
      'a PIN nobody asks for',
      (s) => {
        s.webauthn.settings.userVerification = 'DISCOURAGED'
      },
      {
        name: 'user-verification',
        state: 'warning',
        reason: { code: 'user-verification', setting: 'DISCOURAGED' },
      },
    ],
    [
      'a custom RP ID the connection does not know',
      (s) => {
        s.webauthn.settings.rpId = {
          enabled: true,
          domain: { name: 'okta.example', validationStatus: 'VERIFIED' },
        }
      },
      {
        name: 'rp-id',
        state: 'warning',
        reason: { code: 'rp-id-differs', here: 'demo.okta.example', there: 'okta.example' },
      },
    ],
    [
      'a custom RP ID that is not verified',
      (s) => {
        s.webauthn.settings.rpId = {
          enabled: true,
          domain: { name: 'okta.example', validationStatus: 'IN_PROGRESS' },
        }
      },
      { name: 'rp-id', state: 'problem', where: 'passkey-settings' },
    ],
    [
      'an enrollment policy against passkeys',
      () => undefined,
      {
        name: 'enrollment-policy',
        state: 'problem',
        reason: { code: 'enrollment-refused', policy: 'Contractors' },
        where: 'enrollment-policies',
      },
      { person: 'connor.contractor@example.com' },
    ],
    [
      'a key model in none of the groups',
      (s) => {
        const yubikeys = { name: 'YubiKeys', aaguids: ['2fc0579f-8113-47ea-b116-bb5a8db9202a'] }
        s.webauthn.settings.aaguidGroups.push(yubikeys)
        const passkey = enrollmentPolicy(s).authenticators.find(({ key }) => key === 'webauthn')
        if (passkey !== undefined) passkey.constraints = { aaguidGroups: ['YubiKeys'] }
      },
      {
        name: 'key-model',
        state: 'problem',
        reason: {
          code: 'model-refused',
          policy: 'Default Policy',
          groups: ['YubiKeys'],
          aaguid: model,
        },
        where: 'passkey-groups',
      },
      { ...jane, aaguid: model },
    ],
    [
      'no policy that asks for phishing resistance',
      (s) => {
        s.policies = s.policies.filter(({ type }) => type !== 'ACCESS_POLICY')
      },
      { name: 'sign-on-policy', state: 'warning', where: 'sign-on-policies' },
    ],
    [
      'a person who may not sign in',
      () => undefined,
      {
        name: 'person',
        state: 'warning',
        reason: { code: 'person-status', login: 'sam.suspended@example.com', status: 'SUSPENDED' },
      },
      { person: 'sam.suspended@example.com' },
    ],
    [
      'a person nobody knows',
      () => undefined,
      { name: 'person', state: 'problem', reason: { code: 'person-missing', query: 'nobody@x.y' } },
      { person: 'nobody@x.y' },
    ],
    [
      'a person with ten keys',
      () => undefined,
      { name: 'leftovers', state: 'problem', where: 'person' },
      { person: 'tenzin.manykeys@example.com' },
    ],
  ]

  test.each(cases)(
    '%s',
    async (_name, configure, expected, question = jane, kind = 'service-app') => {
      const items = await report(configure, question, kind)
      const found = items.filter(
        ({ name, state }) => name === expected.name && state === expected.state,
      )
      expect(found).toMatchObject([expected])
      if (expected.state === 'ok') return
      const [item] = found
      if (item === undefined) return
      const text = readinessText(item)
      expect(text.remedy).not.toBe('')
      expect(text.where).not.toBe('')
    },
  )

  test.each([
    ['a chain', { type: 'AUTH_METHOD_CHAIN', chains: [chainTo(webauthn)] }],
    ['a constraint', { constraints: [{ possession: { authenticationMethods: [webauthn] } }] }],
  ])('no lack of phishing resistance where %s asks for passkeys', async (_, verificationMethod) => {
    const items = await report((s) => setVerificationMethod(s, verificationMethod))
    const state = items.find(({ name }) => name === 'sign-on-policy')?.state
    expect(state).toBe('ok')
  })

  test('a possession that may be anything', async () => {
    const anything = { constraints: [{ possession: null }], chains: null }
    const items = await report((s) => setVerificationMethod(s, anything))
    expect(items.find(({ name }) => name === 'sign-on-policy')?.reason).toMatchObject({
      code: 'no-phishing-resistance',
    })
  })

  test('an API token that was revoked', async () => {
    const { okta, provider } = await setUp('token')
    okta.settings.apiTokens.length = 0
    expect((await provider.checkReadiness(jane)).at(-1)).toMatchObject({
      name: 'sign-in',
      state: 'problem',
      reason: { code: 'token-refused', error: 'E0000011' },
      where: 'api-tokens',
    })
  })

  test.each([
    null,
    {
      userVerification: null,
      attachment: null,
      residentKeyRequirement: null,
      aaguidGroups: null,
      rpId: { domain: null },
    },
  ])('nothing where the authenticator’s settings are not told: %j', async (settings) => {
    const { provider } = await setUp(
      'token',
      {},
      {
        fetch: async (...request) => {
          const answer = await fetch(...request)
          return answer.url.endsWith('/methods/webauthn') ? Response.json({ settings }) : answer
        },
      },
    )
    const items = await provider.checkReadiness(jane)
    expect(items.find(({ name }) => name === 'user-verification')?.reason).toEqual({
      code: 'user-verification',
      setting: 'PREFERRED',
    })
    expect(notOk(items).map(({ name }) => name)).toEqual(['sign-in', 'role'])
  })

  test('no policy by guess when neither a person nor a group is named', async () => {
    const items = await report(() => undefined, {})
    expect(items.filter(({ name }) => name === 'enrollment-policy')).toEqual([
      {
        name: 'enrollment-policy',
        state: 'unknown',
        reason: { code: 'not-asked', missing: 'person' },
        where: null,
      },
    ])
  })

  test('factors begun and never finished', async () => {
    const { provider }: Setup = await setUp()
    const person = await provider.getPerson('jane.doe@example.com')
    await provider.begin(person)
    expect(notOk(await provider.checkReadiness(jane))).toMatchObject([
      { name: 'leftovers', state: 'warning', reason: { code: 'leftovers', pending: 1 } },
    ])
  })
})
