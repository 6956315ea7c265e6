import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import { randomPassword } from '../../../../../src/main/provider/okta/people/new-person.ts'
import { searchExpression } from '../../../../../src/main/provider/okta/people/people.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import { startLocalOkta, userBody, type Script } from '../local-okta.ts'
import { setUp } from '../okta-double.ts'

const logins = (people: readonly { readonly login: string }[]): string[] =>
  people.map(({ login }) => login.split('@')[0] ?? '')

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

describe('searching people', () => {
  test.each([
    ['do', ['jane.doe', 'john.doe']],
    ['ANA', ['ana.conceicao']],
    ['huong.nguyen@', ['huong.nguyen']],
    ['Núria Puig', ['nuria.puigiferrer']],
    ['Doe, Jane', ['jane.doe']],
    ["O'Connor", ['siobhan.oconnor']],
    ['山田', ['taro.yamada']],
    ['zzz', []],
    ['   ', []],
  ])('finds %s', async (text, expected) => {
    const { provider } = await setUp('token')
    expect(logins(await provider.searchPeople(text)).sort()).toEqual(expected)
  })

  test('follows the pages, to twenty people at most', async () => {
    const { okta, provider, calls } = await setUp('token')
    const whole = await provider.searchPeople('o')
    okta.faults.add({ kind: 'page-size', size: 2 })
    const before = calls().length
    expect(await provider.searchPeople('o')).toEqual(whole)
    expect(calls().length - before).toBe(Math.ceil(whole.length / 2))
    expect(whole.length).toBeGreaterThan(2)
    expect((await provider.searchPeople('e')).length).toBeLessThanOrEqual(20)
  })

  test('finds somebody the index does not know yet by their whole login', async () => {
    const { provider } = await setUp('token', {
      configure: (settings) => {
        settings.searchLagMs = 60_000
      },
    })
    const login = 'nora.newcomer@example.com'
    const newcomer = { login, email: login, firstName: 'Nora', lastName: 'Newcomer' }
    await provider.createPerson({ ...newcomer, start: 'staged' })
    expect(await provider.searchPeople('nora')).toEqual([])
    expect(logins(await provider.searchPeople(login))).toEqual(['nora.newcomer'])
  })

  test('quotes what was typed', () => {
    expect(searchExpression('a" or id pr or "\\')).toContain('sw "a\\" or id pr or \\"\\\\"')
  })

  test('takes no more of a next page than its cursor: the token goes nowhere else', async () => {
    const { okta, provider } = await scripted((request) => ({
      status: 200,
      body: request.query.has('after') ? [] : [userBody],
      headers: { link: '<https://evil.example/api/v1/users?after=c1>; rel="next"' },
    }))
    await provider.searchPeople('ada')
    expect(okta.received.map(({ query }) => query.get('after'))).toEqual([null, 'c1'])
  })
})

describe('reading a person', () => {
  test('takes an id or a whole login, in any case, and no short form of it', async () => {
    const { provider } = await setUp()
    const jane = await provider.getPerson('JANE.DOE@example.com')
    expect(await provider.getPerson(jane.id)).toEqual(jane)
    await expect(provider.getPerson('jane.doe')).rejects.toMatchObject({
      reason: { code: 'person-not-found', query: 'jane.doe' },
    })
  })

  test('is one call where the login is typed as it is, and names nobody in a path', async () => {
    const { okta, provider, calls } = await setUp('token')
    await provider.getPerson('jane.doe@example.com')
    expect(calls()).toEqual(['GET /api/v1/users 200'])
    await provider.getPerson('JANE.DOE@example.com')
    for (const login of ['nobody@example.com', 'acme/ada', 'a"b\\c', '..', 'me', '00ursula']) {
      await expect(provider.getPerson(login)).rejects.toMatchObject({
        reason: { code: 'person-not-found', query: login },
      })
    }
    const { requests } = okta.records()
    const named = requests.filter(({ path }) => !/^\/api\/v1\/users(\/00u\w+)?$/.test(path))
    expect(named).toEqual([])
    expect(requests.map(({ status }) => status)).not.toContain(400)
  })

  test('finds who is deprovisioned: their login is taken', async () => {
    const { provider } = await setUp('token')
    const dean = await provider.getPerson('dean.departed@example.com')
    expect(dean.status).toBe('DEPROVISIONED')
  })

  test('is told of the one found by a stale index as they are now, or as nobody', async () => {
    const stale = { ...userBody, profile: { ...userBody.profile, login: 'renamed@acme.com' } }
    const { okta, provider } = await scripted(({ path, query }) => {
      if (query.has('filter')) return { status: 200, body: [] }
      return { status: 200, body: path === '/api/v1/users' ? [userBody] : stale }
    })
    await expect(provider.getPerson('ada@acme.com')).rejects.toMatchObject({
      reason: { code: 'person-not-found' },
    })
    expect(okta.paths().at(-1)).toBe('GET /api/v1/users/00u1')
  })

  test('escapes what is typed as Okta’s literals are: as JSON', async () => {
    const { okta, provider } = await scripted(() => ({ status: 200, body: [] }))
    await expect(provider.getPerson('a"b\\c')).rejects.toThrow()
    const asked = okta.received.map(({ query }) => query.get('filter') ?? query.get('search'))
    expect(asked).toEqual(['profile.login eq "a\\"b\\\\c"', 'profile.login eq "a\\"b\\\\c"'])
  })

  test('asks nothing for nobody', async () => {
    const { okta, provider } = await scripted(() => ({ status: 200, body: [] }))
    await expect(provider.getPerson(' ')).rejects.toMatchObject({
      reason: { code: 'person-not-found' },
    })
    expect(okta.received).toEqual([])
  })

  test('keeps a status it does not know apart from those it does', async () => {
    const { provider } = await scripted(() => ({
      status: 200,
      body: { ...userBody, status: 'HIBERNATING' },
    }))
    expect((await provider.getPerson('00u1')).status).toBe('UNKNOWN')
  })

  test('names the field of an answer that makes no sense', async () => {
    const { provider } = await scripted(() => ({
      status: 200,
      body: { ...userBody, profile: { login: 7 } },
    }))
    await expect(provider.getPerson('00u1')).rejects.toMatchObject({
      reason: { code: 'provider-answer-invalid', operation: 'getUser', field: 'profile.login' },
      requestId: 'request-1',
    })
  })
})

describe('changing people', () => {
  const login = 'nora.newcomer@example.com'
  const newcomer = { login, email: login, firstName: 'Nora', lastName: 'Newcomer' }

  test('creates one active, once the activation has come through', async () => {
    let now = Date.now()
    const { provider } = await setUp(
      'token',
      {
        now: () => now,
        configure: (settings) => {
          settings.activationMs = 3_000
        },
      },
      {
        now: () => now,
        sleep: (ms) => {
          now += ms
          return Promise.resolve()
        },
      },
    )
    const person = await provider.createPerson({ ...newcomer, start: 'active' })
    expect(person).toMatchObject({ login, status: 'ACTIVE' })
  })

  const created = { ...userBody, status: 'PROVISIONED', created: '2999-01-01T00:00:00.000Z' }
  const ada = { login: 'ada@acme.com', email: 'ada@acme.com', firstName: 'A', lastName: 'L' }

  test('finds the one who was created when the answer cannot be read', async () => {
    const { okta, provider } = await scripted(({ method, path }) => {
      if (method === 'POST') return { status: 200, body: { id: 7 } }
      return { status: 200, body: path === '/api/v1/users' ? [created] : created }
    })
    expect(await provider.createPerson({ ...ada, start: 'staged' })).toMatchObject({ id: '00u1' })
    expect(okta.received.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test('tells of one who was created, though nobody may look whether they are active', async () => {
    const { provider } = await scripted(({ method }) =>
      method === 'POST'
        ? { status: 200, body: created }
        : { status: 403, body: { errorCode: 'E0000006', errorSummary: 'Access denied' } },
    )
    const person = await provider.createPerson({ ...ada, start: 'active' })
    expect(person).toMatchObject({ id: '00u1', status: 'PROVISIONED' })
  })

  test('refuses to create one who is there, and leaves them alone', async () => {
    const { okta, provider } = await setUp('token')
    const before = okta.records().users
    const jane = { ...newcomer, login: 'jane.doe@example.com' }
    await expect(provider.createPerson({ ...jane, start: 'active' })).rejects.toMatchObject({
      reason: { code: 'provider-refused', errorCode: 'E0000001', remedy: 'check-details' },
    })
    expect(okta.records().users).toEqual(before)
  })

  test('sets one attribute and keeps all others', async () => {
    const { okta, provider } = await setUp('token')
    const jane = await provider.getPerson('jane.doe@example.com')
    const profile = () => okta.records().users.find(({ id }) => id === jane.id)?.profile
    const before = profile()
    await provider.setProfileAttribute(jane.id, 'fido2KeyIssued', true)
    expect(profile()).toEqual({ ...before, fido2KeyIssued: true })
    await expect(provider.setProfileAttribute(jane.id, 'noSuch', 'x')).rejects.toMatchObject({
      reason: { code: 'provider-refused' },
    })
  })

  test('keeps a managed group apart, which nobody can be put in by hand', async () => {
    const { provider } = await setUp('token')
    const [payroll] = await provider.searchGroups('Payroll')
    expect(payroll?.isManaged).toBe(true)
    const jane = await provider.getPerson('jane.doe@example.com')
    await expect(provider.joinGroup(jane.id, payroll?.id ?? '')).rejects.toMatchObject({
      name: 'ProviderError',
    })
  })

  test('makes passwords of every class of character, each its own', () => {
    const passwords = Array.from({ length: 200 }, randomPassword)
    expect(new Set(passwords).size).toBe(200)
    for (const password of passwords) {
      expect(password).toHaveLength(32)
      for (const some of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(password).toMatch(some)
    }
  })
})
