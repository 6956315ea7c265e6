import { expect, test } from 'vitest'
import { textAt, type Caller } from '../../../support/okta-caller.ts'
import { userId } from '../../../support/okta-ceremony.ts'
import { openOkta } from '../../../support/open-okta.ts'

async function groupId(call: Caller, name: string): Promise<string> {
  const search = encodeURIComponent(`profile.name eq ${JSON.stringify(name)}`)
  const [group] = (await call('GET', `/api/v1/groups?search=${search}`)).list()
  return textAt(group, 'id')
}

test('groups are found by the beginning of their name, by search and by id', async () => {
  const { admin } = await openOkta()
  const names = async (query: string) =>
    (await admin('GET', `/api/v1/groups?${query}`))
      .list()
      .map((group) => textAt(group, 'profile.name'))
  expect(await names('q=SEC')).toEqual(['Security key holders'])
  expect(await names('search=profile.name+sw+%22fin%22')).toEqual(['Finance'])
  expect(await names('filter=type+eq+%22APP_GROUP%22')).toEqual(['Payroll (Workday)'])
  expect(await names('search=profile.description+co+%22contractors%22')).toEqual(['Contractors'])
  const past = 'created+lt+%222100-01-01T00:00:00.000Z%22'
  expect(await names(`search=${past}+and+lastUpdated+pr+and+type+eq+%22BUILT_IN%22`)).toEqual([
    'Everyone',
  ])
  expect(await names('search=lastMembershipUpdated+gt+%222100-01-01T00:00:00.000Z%22')).toEqual([])
  expect(await names('')).toHaveLength(7)
  const id = await groupId(admin, 'Finance')
  expect((await admin('GET', `/api/v1/groups/${id}`)).json()).toMatchObject({
    type: 'OKTA_GROUP',
    objectClass: ['okta:user_group'],
  })
  expect((await admin('GET', '/api/v1/groups/00gnone')).json()).toMatchObject({
    errorCode: 'E0000007',
  })
})

test('people join and leave; doing it twice changes nothing', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const path = `/api/v1/groups/${await groupId(admin, 'Security key holders')}/users`
  const logins = async () =>
    (await admin('GET', path)).list().map((user) => textAt(user, 'profile.login'))
  expect(await logins()).toEqual(['kim.keyholder@example.com'])
  expect((await admin('PUT', `${path}/${id}`)).status).toBe(204)
  expect((await admin('PUT', `${path}/${id}`)).status).toBe(204)
  expect(await logins()).toEqual(['jane.doe@example.com', 'kim.keyholder@example.com'])
  expect((await admin('DELETE', `${path}/${id}`)).status).toBe(204)
  expect((await admin('DELETE', `${path}/${id}`)).status).toBe(204)
  expect((await admin('PUT', `${path}/00unone`)).status).toBe(404)
  expect(okta.records().logs).toMatchObject([
    {
      eventType: 'group.user_membership.add',
      target: [
        { type: 'User', id },
        { type: 'UserGroup', displayName: 'Security key holders' },
      ],
    },
    { eventType: 'group.user_membership.remove' },
  ])
})

test('groups of apps and Everyone are not changed by hand', async () => {
  const { admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  for (const name of ['Everyone', 'Payroll (Workday)']) {
    const path = `/api/v1/groups/${await groupId(admin, name)}/users/${id}`
    const refused = await admin('PUT', path)
    expect(refused.status).toBe(501)
    expect(refused.json()).toMatchObject({ errorCode: 'E0000060' })
  }
})

test('a group that a rule manages is not changed by hand either', async () => {
  const { okta, admin } = await openOkta()
  const id = await userId(admin, 'jane.doe@example.com')
  const path = `/api/v1/groups/${await groupId(admin, 'Staff by rule')}/users/${id}`
  expect((await admin('PUT', path)).json()).toMatchObject({ errorCode: 'E0000006' })
  expect(okta.records().logs).toEqual([])
})

test('a group is made once', async () => {
  const { admin } = await openOkta()
  const body = { profile: { name: 'Ausgabestelle Zürich', description: 'Keys' } }
  const made = await admin('POST', '/api/v1/groups', body)
  expect(made.json()).toMatchObject({ type: 'OKTA_GROUP', profile: body.profile })
  expect((await admin('POST', '/api/v1/groups', body)).json()).toMatchObject({
    errorCode: 'E0000001',
  })
  expect((await admin('POST', '/api/v1/groups', { profile: { name: '' } })).status).toBe(400)
})
