import { expect, test } from 'vitest'
import { textAt, type Caller } from '../../../support/okta-caller.ts'
import { userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

const PROFILE = {
  firstName: 'Nora',
  lastName: 'Newhire',
  email: 'nora.newhire@example.com',
  login: 'nora.newhire@example.com',
}
const PASSWORD = { password: { value: 'Correct-Horse-7' } }

async function statusOf(call: Caller, id: string): Promise<string> {
  return textAt((await call('GET', `/api/v1/users/${id}`)).json(), 'status')
}

test('a person is found by id and by login, and shown as Okta shows them', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'JANE.DOE@example.com')
  const answer = await admin('GET', `/api/v1/users/${id}`)
  expect(answer.headers.get('etag')).toMatch(/^W\/"/)
  expect(answer.json()).toMatchObject({
    id,
    status: 'ACTIVE',
    profile: { login: 'jane.doe@example.com', countryCode: 'US' },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { suspend: { href: `${okta.url}/api/v1/users/${id}/lifecycle/suspend` } },
  })
  const missing = await admin('GET', '/api/v1/users/nobody@example.com')
  expect(missing.status).toBe(404)
  expect(missing.json()).toMatchObject({
    errorSummary: 'Not found: Resource not found: nobody@example.com (User)',
  })
})

test.each([
  ['?activate=false', {}, 'STAGED'],
  ['?activate=false', PASSWORD, 'STAGED'],
  ['?activate=true', PASSWORD, 'ACTIVE'],
  ['', {}, 'PROVISIONED'],
  ['?activate=true&nextLogin=changePassword', PASSWORD, 'PASSWORD_EXPIRED'],
])('create with %s %o starts as %3$s', async (query, credentials, status) => {
  const { okta, admin } = await openOkta()
  const answer = await admin('POST', `/api/v1/users${query}`, { profile: PROFILE, credentials })
  expect(answer.json()).toMatchObject({ status, profile: PROFILE })
  expect(answer.text).not.toContain('Correct-Horse')
  expect(JSON.stringify(okta.records())).not.toContain('Correct-Horse')
  const groups = await admin('GET', `/api/v1/users/${textAt(answer.json(), 'id')}/groups`)
  expect(groups.list()).toMatchObject([{ profile: { name: 'Everyone' } }])
})

test('create puts the person into groups, and asks that they exist', async () => {
  const { admin } = await openOkta()
  const groups = (await admin('GET', '/api/v1/groups')).list()
  const idOf = (name: string): string =>
    textAt(
      groups.find((group) => textAt(group, 'profile.name') === name),
      'id',
    )
  const create = (groupIds: string[]) =>
    admin('POST', '/api/v1/users?activate=false', { profile: PROFILE, groupIds })
  expect((await create(['00gnone'])).json()).toMatchObject({ errorCode: 'E0000007' })
  expect((await create([idOf('Payroll (Workday)')])).json()).toMatchObject({
    errorCode: 'E0000060',
  })
  const many = Array.from({ length: 21 }, () => idOf('Finance'))
  expect((await create(many)).json()).toMatchObject({ errorCode: 'E0000093' })
  const created = await create([idOf('Finance'), idOf('Engineering')])
  const listed = await admin('GET', `/api/v1/users/${textAt(created.json(), 'id')}/groups`)
  expect(listed.list().map((group) => textAt(group, 'profile.name'))).toEqual([
    'Everyone',
    'Finance',
    'Engineering',
  ])
})

test.each([
  ['a login in use', { ...PROFILE, login: 'jane.doe@example.com' }, 'login: An object with this'],
  [
    'a login in use, in capitals',
    { ...PROFILE, login: 'JANE.DOE@EXAMPLE.COM' },
    'login: An object',
  ],
  ['a login that is no address', { ...PROFILE, login: 'nora.newhire' }, 'login: Username must be'],
  ['no last name', { ...PROFILE, lastName: null }, 'lastName: The field cannot be left blank'],
  ['an empty first name', { ...PROFILE, firstName: '' }, 'firstName: The field must have'],
  [
    'a name too long',
    { ...PROFILE, lastName: 'x'.repeat(51) },
    'lastName: The field cannot exceed',
  ],
  ['a bad e-mail', { ...PROFILE, email: 'nora@example' }, 'email: Does not match'],
  ['an emoji', { ...PROFILE, firstName: 'Nora 🔑' }, 'firstName: Invalid character'],
  ['an unknown attribute', { ...PROFILE, shoeSize: 40 }, 'shoeSize: Property name(s)'],
  ['the name of an inherited property', { ...PROFILE, constructor: 'x' }, 'constructor: Property'],
  ['a wrong type', { ...PROFILE, fido2KeyIssued: 'yes' }, 'fido2KeyIssued: must be a boolean'],
])('create refuses %s', async (_, profile, cause) => {
  const { admin } = await openOkta()
  const answer = await admin('POST', '/api/v1/users?activate=false', { profile })
  expect(answer.status).toBe(400)
  expect(answer.json()).toMatchObject({
    errorCode: 'E0000001',
    errorCauses: [{ errorSummary: expect.stringContaining(cause) as string }],
  })
})

test('a weak password is refused, in either way Okta was seen to refuse it', async () => {
  const { okta, admin } = await openOkta()
  const create = (value: string) =>
    admin('POST', '/api/v1/users', { profile: PROFILE, credentials: { password: { value } } })
  for (const weak of ['Short1', 'nouppercase1', 'NOLOWERCASE1', 'NoNumberHere', 'xxNewhire12']) {
    expect((await create(weak)).json()).toMatchObject({ errorCode: 'E0000001' })
  }
  okta.settings.passwordRefusal = 'E0000080'
  const refused = await create('Short1')
  expect(refused.status).toBe(403)
  expect(refused.json()).toMatchObject({ errorCode: 'E0000080' })
})

test('a password to be changed needs a password and an activation', async () => {
  const { admin } = await openOkta()
  const path = '/api/v1/users?nextLogin=changePassword&activate='
  const body = { profile: PROFILE }
  expect((await admin('POST', `${path}true`, body)).json()).toMatchObject({
    errorCode: 'E0000124',
  })
  expect(
    (await admin('POST', `${path}false`, { ...body, credentials: PASSWORD })).json(),
  ).toMatchObject({ errorCode: 'E0000125' })
})

test('activation takes its time: the person is in transition and must not be touched', async () => {
  let now = Date.now()
  const { okta, admin } = await openOkta({ now: () => now })
  okta.settings.activationMs = 60_000
  const created = await admin('POST', '/api/v1/users', { profile: PROFILE, credentials: PASSWORD })
  expect(created.json()).toMatchObject({ status: 'STAGED', transitioningToStatus: 'ACTIVE' })
  const id = textAt(created.json(), 'id')
  const enroll = () =>
    admin('POST', `/api/v1/users/${id}/factors`, { factorType: 'webauthn', provider: 'FIDO' })
  const early = await enroll()
  expect(early.status).toBe(409)
  expect(early.json()).toMatchObject({ errorCode: 'E0000112' })
  expect((await admin('POST', `/api/v1/users/${id}`, { profile: {} })).status).toBe(409)
  now += 60_000
  expect(await statusOf(admin, id)).toBe('ACTIVE')
  expect((await enroll()).status).toBe(200)
})

test('POST changes what is named; PUT removes what is not', async () => {
  const { admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const path = `/api/v1/users/${id}`
  const partial = await admin('POST', path, { profile: { fido2KeyIssued: true } })
  expect(partial.json()).toMatchObject({ profile: { department: 'Finance', fido2KeyIssued: true } })
  const cleared = await admin('POST', path, { profile: { department: null } })
  expect(cleared.json()['profile']).not.toHaveProperty('department')
  const { firstName, lastName, email, login } = {
    ...PROFILE,
    login: 'jane.doe@example.com',
  }
  const whole = await admin('PUT', path, { profile: { firstName, lastName, email, login } })
  expect(whole.json()['profile']).toEqual({ firstName, lastName, email, login })
  const bare = await admin('PUT', path, { profile: { firstName: 'Only' } })
  expect(bare.json()).toMatchObject({ errorCode: 'E0000001' })
})

test('a password is changed if it is strong enough', async () => {
  const { admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const change = (value: string) =>
    admin('POST', `/api/v1/users/${id}`, { credentials: { password: { value } } })
  expect((await change('weak')).json()).toMatchObject({ errorCode: 'E0000001' })
  const before = (await admin('GET', `/api/v1/users/${id}`)).json()['passwordChanged']
  const changed = await change('Correct-Horse-7')
  expect(changed.json()['passwordChanged']).not.toBe(before)
})

test('each status has its ways out', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const move = (verb: string) => admin('POST', `/api/v1/users/${id}/lifecycle/${verb}`)
  const code = async (verb: string) => (await move(verb)).json()['errorCode']

  expect(await code('unsuspend')).toBe('E0000001')
  expect(await code('unlock')).toBe('E0000032')
  expect(await code('activate')).toBe('E0000016')
  expect((await move('suspend')).status).toBe(200)
  expect(await statusOf(admin, id)).toBe('SUSPENDED')
  expect(await code('suspend')).toBe('E0000001')
  expect((await move('unsuspend')).status).toBe(200)
  expect((await move('expire_password_with_temp_password')).json()).toEqual({
    tempPassword: expect.stringMatching(/^\w{8}$/) as string,
  })
  expect(await statusOf(admin, id)).toBe('PASSWORD_EXPIRED')
  expect((await move('deactivate')).status).toBe(200)
  expect(await code('deactivate')).toBe('E0000038')
  expect(await code('reset_factors')).toBe('E0000038')
  expect((await admin('POST', `/api/v1/users/${id}`, { profile: {} })).status).toBe(403)
  const activated = await move('activate?sendEmail=false')
  expect(activated.json()).toMatchObject({ activationToken: expect.any(String) as string })
  expect(await statusOf(admin, id)).toBe('PROVISIONED')
  const types = okta.records().logs.map(({ eventType }) => eventType)
  expect(types).toEqual([
    'user.lifecycle.suspend',
    'user.lifecycle.unsuspend',
    'user.lifecycle.deactivate',
    'user.lifecycle.activate',
  ])
})

test('a locked-out person is unlocked, a staged one activated', async () => {
  const { admin } = await openOkta()
  const lois = await userId(admin, 'lois.lockedout@example.com')
  expect((await admin('POST', `/api/v1/users/${lois}/lifecycle/unlock`)).status).toBe(200)
  expect(await statusOf(admin, lois)).toBe('ACTIVE')
  const stacy = await userId(admin, 'stacy.newcomer@example.com')
  expect((await admin('POST', `/api/v1/users/${stacy}/lifecycle/activate`)).json()).toEqual({})
  expect(await statusOf(admin, stacy)).toBe('PROVISIONED')
})

test('reset_factors removes every key at once', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'tenzin.manykeys@example.com')
  await admin('POST', `/api/v1/users/${id}/lifecycle/reset_factors`)
  expect(okta.records().factors.filter(({ userId: owner }) => owner === id)).toEqual([])
  expect(okta.records().logs.at(-1)).toMatchObject({ eventType: 'user.mfa.factor.reset_all' })
})

test('deleting twice deletes, and is logged; ending sessions is 204', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'kim.keyholder@example.com')
  expect((await admin('DELETE', `/api/v1/users/${id}/sessions`)).status).toBe(204)
  expect((await admin('DELETE', `/api/v1/users/${id}`)).status).toBe(204)
  expect(await statusOf(admin, id)).toBe('DEPROVISIONED')
  expect((await admin('DELETE', `/api/v1/users/${id}`)).status).toBe(204)
  expect((await admin('GET', `/api/v1/users/${id}`)).status).toBe(404)
  expect(okta.records().logs.map(({ eventType }) => eventType)).toEqual([
    'user.session.clear',
    'user.lifecycle.deactivate',
    'user.lifecycle.delete.initiated',
    'user.lifecycle.delete.completed',
  ])
  expect(
    (await admin('GET', '/api/v1/users?search=profile.lastName+eq+%22Keyholder%22')).list(),
  ).toEqual([])
})
