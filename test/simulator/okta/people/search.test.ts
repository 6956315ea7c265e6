import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { OktaError } from '../../../../src/simulator/okta/http/errors.ts'
import {
  parseExpression,
  type Dialect,
} from '../../../../src/simulator/okta/people/search-expression.ts'
import { textAt, type Caller } from '../../../support/okta-caller.ts'
import { userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

async function logins(call: Caller, parameter: string, text: string): Promise<string[]> {
  const answer = await call('GET', `/api/v1/users?${parameter}=${encodeURIComponent(text)}`)
  expect(answer.status).toBe(200)
  return answer.list().map((user) => textAt(user, 'profile.login').replace('@example.com', ''))
}

test.each<[string, string[]]>([
  ['profile.login eq "jane.doe@example.com"', ['jane.doe']],
  ['profile.lastName sw "doe"', ['jane.doe', 'john.doe']],
  ['profile.lastName SW "DOE" and profile.firstName eq "John"', ['john.doe']],
  ['profile.lastName co "wójc"', ['lukasz.wojcik']],
  ['profile.firstName sw "山"', ['taro.yamada']],
  ['profile.lastName eq "O\'Connor"', ['siobhan.oconnor']],
  ['profile.firstName eq "Jane" or profile.firstName eq "John"', ['jane.doe', 'john.doe']],
  [
    '(profile.firstName eq "Jane" or profile.firstName eq "John") and profile.countryCode eq "DE"',
    [],
  ],
  ['status eq "DEPROVISIONED"', ['dean.departed']],
  ['status eq "LOCKED_OUT" or status eq "SUSPENDED"', ['sam.suspended', 'lois.lockedout']],
  [
    'profile.department eq "People" and created lt "2100-01-01T00:00:00.000Z"',
    ['siobhan.oconnor', 'chloe.lefevre'],
  ],
  ['profile.lastName eq "Gross"', []],
  ['profile.nickName pr', []],
  ['profile.countryCode ge "VN"', ['huong.nguyen']],
  ['profile.countryCode lt "AE" or profile.countryCode le "AE"', ['omar.alfarouq']],
  ['profile.countryCode gt "US"', ['huong.nguyen']],
  ['profile.countryCode gt 5', []],
  ['id pr and profile.lastName eq "Groß"', ['jurgen.gross']],
])('search %s', async (search, expected) => {
  const { admin } = await openOkta()
  expect(await logins(admin, 'search', search)).toEqual(expected)
})

test.each([
  'profile.login ne "x"',
  'profile.department co "x"',
  'profile.login sw jane',
  "profile.login sw 'jane'",
  'Profile.login eq "jane"',
  'nothing eq "x"',
  'profile.login eq "jane',
  'profile.login eq',
  'profile.login eq "a" profile.login eq "b"',
  '(profile.login eq "a"',
  'profile.login eq null',
  '',
  '('.repeat(2000),
])('search %s is E0000031', async (search) => {
  const { admin } = await openOkta()
  const answer = await admin('GET', `/api/v1/users?search=${encodeURIComponent(search)}`)
  expect(answer.status).toBe(400)
  expect(answer.json()).toMatchObject({ errorCode: 'E0000031' })
})

test('a quotation mark in a name has to be escaped as JSON escapes it', async () => {
  const { admin } = await openOkta()
  const text = (value: string): string => `profile.lastName eq ${JSON.stringify(value)}`
  expect(await logins(admin, 'search', text('a"b\\c) or (status eq "ACTIVE"'))).toEqual([])
})

test('whatever is written as an expression, it is parsed or refused', () => {
  const dialect: Dialect = {
    isAttribute: (name) => name === 'a',
    operatorsOf: () => ['eq', 'sw', 'pr'],
  }
  const word = fc.constantFrom('a', 'eq', 'sw', 'pr', 'and', 'or', '(', ')', '"x"', '"', '1', ' ')
  const text = fc.oneof(
    fc.string(),
    fc.array(word).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, (search) => {
      try {
        parseExpression(search, dialect)
      } catch (error) {
        expect(error).toBeInstanceOf(OktaError)
      }
    }),
  )
})

test('search lags behind a change; GET by id and filter do not', async () => {
  let now = Date.now()
  const { okta, admin } = await openOkta({ now: () => now })
  okta.settings.searchLagMs = 3000
  const id = await userId(admin, 'jane.doe@example.com')
  await admin('POST', `/api/v1/users/${id}`, { profile: { lastName: 'Newname' } })
  const search = 'profile.lastName eq "Newname"'
  expect(await logins(admin, 'search', search)).toEqual([])
  expect(await logins(admin, 'filter', search)).toEqual(['jane.doe'])
  expect((await admin('GET', `/api/v1/users/${id}`)).json()).toMatchObject({
    profile: { lastName: 'Newname' },
  })
  now += 3000
  expect(await logins(admin, 'search', search)).toEqual(['jane.doe'])
})

test('attributes that are no text are compared as what they are', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.customAttributes['badge'] = { title: 'Badge', type: 'integer' }
  okta.settings.customAttributes['sites'] = { title: 'Sites', type: 'array' }
  const id = await userId(admin, 'jane.doe@example.com')
  const profile = { badge: 42, fido2KeyIssued: true, sites: ['Bern', 'Oslo'] }
  await admin('POST', `/api/v1/users/${id}`, { profile })
  const found = async (search: string) => (await logins(admin, 'search', search)).length
  for (const search of [
    'profile.badge eq 42',
    'profile.badge gt 41',
    'profile.badge ge 42',
    'profile.badge lt 43',
    'profile.badge le 42',
    'profile.fido2KeyIssued eq true',
    'profile.sites eq "oslo"',
  ]) {
    expect([search, await found(search)]).toEqual([search, 1])
  }
  for (const search of [
    'profile.badge gt 42',
    'profile.badge sw 4',
    'profile.badge eq "42"',
    'profile.fido2KeyIssued eq false',
    'profile.fido2KeyIssued gt false',
    'profile.sites eq "Rome"',
  ]) {
    expect([search, await found(search)]).toEqual([search, 0])
  }
})

test('q finds beginnings, ten at most, without a next page and without the deprovisioned', async () => {
  const { admin } = await openOkta()
  expect(await logins(admin, 'q', 'DOE')).toEqual(['jane.doe', 'john.doe'])
  expect(await logins(admin, 'q', 'departed')).toEqual([])
  const answer = await admin('GET', '/api/v1/users?q=&limit=5')
  expect(answer.list()).toHaveLength(5)
  expect(answer.headers.get('link')).toBeNull()
  expect(await logins(admin, 'q', '')).toHaveLength(10)
})

test('filter takes equality only', async () => {
  const { admin } = await openOkta()
  expect(await logins(admin, 'filter', 'status eq "SUSPENDED"')).toEqual(['sam.suspended'])
  for (const text of ['profile.login sw "jane"', 'profile.login gt "jane"', 'status ge "A"']) {
    const refused = await admin('GET', `/api/v1/users?filter=${encodeURIComponent(text)}`)
    expect(refused.json()).toMatchObject({ errorCode: 'E0000031' })
  }
  expect(await logins(admin, 'filter', 'lastUpdated gt "2999-01-01T00:00:00.000Z"')).toEqual([])
})

test('filter tells upper from lower case; search does not', async () => {
  const { admin } = await openOkta()
  const text = 'profile.login eq "JANE.DOE@example.com"'
  expect(await logins(admin, 'filter', text)).toEqual([])
  expect(await logins(admin, 'search', text)).toEqual(['jane.doe'])
})

test('filter leaves out the deprovisioned, unless it asks for their status', async () => {
  const { admin } = await openOkta()
  const text = 'profile.login eq "dean.departed@example.com"'
  expect(await logins(admin, 'filter', text)).toEqual([])
  const asked = `status eq "DEPROVISIONED" and ${text}`
  expect(await logins(admin, 'filter', asked)).toEqual(['dean.departed'])
  expect(await logins(admin, 'search', text)).toEqual(['dean.departed'])
})

test('pages follow the next link to the end', async () => {
  const { okta, admin } = await openOkta({ faults: [{ kind: 'page-size', size: 2 }] })
  const seen: string[] = []
  let next: string | undefined = '/api/v1/users?search=status+eq+%22ACTIVE%22&limit=200'
  while (next !== undefined) {
    const answer = await admin('GET', next)
    const page = answer.list()
    expect(page.length).toBeLessThanOrEqual(2)
    seen.push(...page.map((user) => textAt(user, 'id')))
    const links: string = answer.headers.get('link') ?? ''
    expect(links).toContain('rel="self"')
    next = /<([^>]+)>; rel="next"/.exec(links)?.[1]
    if (next !== undefined) expect(next.startsWith(`${okta.url}/api/v1/users?`)).toBe(true)
  }
  const active = okta.records().users.filter(({ status }) => status === 'ACTIVE')
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.toSorted()).toEqual(active.map(({ id }) => id).toSorted())
  expect((await admin('GET', '/api/v1/users?after=invented')).status).toBe(400)
  expect((await admin('GET', '/api/v1/users?limit=0')).status).toBe(400)
})

test('sorting and fields', async () => {
  const { admin } = await openOkta()
  const query = 'search=profile.department+eq+%22People%22&sortBy=profile.lastName'
  const fields = 'fields=id,status,profile:(lastName)'
  const descending = await admin('GET', `/api/v1/users?${query}&sortOrder=desc&${fields}`)
  const one = (lastName: string) => ({
    id: expect.any(String) as string,
    status: 'ACTIVE',
    profile: { lastName },
  })
  expect(descending.list()).toEqual([one("O'Connor"), one('Lefèvre')])
  const ascending = await admin('GET', `/api/v1/users?${query}&sortOrder=asc&${fields}`)
  expect(ascending.list()).toEqual([one('Lefèvre'), one("O'Connor")])
  expect((await admin('GET', `/api/v1/users?${query}x+y`)).status).toBe(400)
})
