import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../src/main/provider/okta/provider.ts'
import { ProviderError, type Provider } from '../../../../src/main/provider/provider.ts'
import { longestName } from '../../../../src/shared/plain-text.ts'
import { startLocalOkta, userBody, type Reply } from './local-okta.ts'

const hostile = 'Mallory\u001b]0;x\u0007\r\nIssued\u202e\u2066\ufeff'
const shown = 'Mallory␛]0;x␇␍␊Issued<U+202E><U+2066><U+FEFF>'
const long = 'x'.repeat(10_000)

/** An Okta that answers everything with this. */
async function answering(reply: Reply): Promise<Provider> {
  const okta = await startLocalOkta(() => reply)
  const auth = { kind: 'token', token: '00Q1' }
  return createOktaProvider(readConnection({ orgUrl: okta.url, auth }), {
    fetch,
    now: () => Date.parse('2023-11-14T22:20:00.000Z'),
    sleep: () => Promise.resolve(),
  })
}

async function refusalOf(work: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProviderError) return error
  throw new Error('not refused', { cause: error })
}

describe('what Okta says is text, never control', () => {
  test('in every part of a person', async () => {
    const profile = { login: hostile, email: hostile, firstName: hostile, lastName: hostile }
    const okta = await answering({ status: 200, body: { ...userBody, profile } })
    expect(await okta.getPerson('00u1')).toMatchObject({
      login: shown,
      email: shown,
      firstName: shown,
      lastName: shown,
    })
  })

  test('in the name of a group', async () => {
    const group = { id: '00g1', type: 'OKTA_GROUP', profile: { name: hostile } }
    const okta = await answering({ status: 200, body: [group] })
    expect(await okta.searchGroups('mal')).toEqual([{ id: '00g1', name: shown, isManaged: false }])
  })

  test('in a refusal, and in the number of the request', async () => {
    const body = {
      errorCode: 'E0000001',
      errorSummary: hostile,
      errorCauses: [{ errorSummary: hostile }],
    }
    // What HTTP lets into a header: a CSI of one byte.
    const headers = { 'x-okta-request-id': 'r\u009b2J' }
    const error = await refusalOf(
      (await answering({ status: 400, body, headers })).getPerson('00u1'),
    )
    expect(error.reason).toMatchObject({ summary: `${shown} – ${shown}` })
    expect(error.requestId).toBe('r<U+009B>2J')
  })

  test('in what a proxy says in its place', async () => {
    const headers = { via: '1.1 proxy', 'x-okta-request-id': '' }
    const body = `<html><title>Denied\u001b[2J\r\n\u202eIssued</title></html>`
    const error = await refusalOf(
      (await answering({ status: 403, body, headers })).getPerson('00u1'),
    )
    expect(error.reason).toMatchObject({
      code: 'proxy-answered',
      reason: 'HTTP 403, “Denied [2J Issued”',
    })
  })
})

test('names are no longer than names can be', async () => {
  const profile = { login: 'jane', email: '', firstName: long, lastName: long }
  const person = await (
    await answering({ status: 200, body: { ...userBody, profile } })
  ).getPerson('00u1')
  expect(person.firstName).toHaveLength(longestName)
  expect(person.lastName).toHaveLength(longestName)
  const group = { id: '00g1', type: 'OKTA_GROUP', profile: { name: long } }
  const [found] = await (await answering({ status: 200, body: [group] })).searchGroups('x')
  expect(found?.name).toHaveLength(longestName)
})

test('an attribute that holds what would be obeyed is known again when it is read back', async () => {
  const profile = { ...userBody.profile, note: 'a\u200bb' }
  const okta = await answering({ status: 200, body: { ...userBody, profile } })
  await expect(okta.setProfileAttribute('00u1', 'note', 'a\u200bb')).resolves.toBeUndefined()
  await expect(okta.setProfileAttribute('00u1', 'note', 'ab')).rejects.toThrow()
})
