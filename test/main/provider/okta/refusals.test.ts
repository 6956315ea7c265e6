import { describe, expect, test } from 'vitest'
import type { ProviderError } from '../../../../src/main/provider/provider.ts'
import { wordsIn } from '../../../../src/renderer/text/use-words.ts'
import { failureWords } from '../../../../src/shared/text/failure-words.ts'
import { remediesOf } from '../../../../src/shared/text/remedies.ts'
import { forbidPasskeys } from '../../../support/switch-passkeys.ts'
import { setUp, visit, type Setup } from './okta-double.ts'
import { createSoftKey } from './soft-key.ts'

const connor = 'connor.contractor@example.com'
const kim = 'kim.keyholder@example.com'
const jane = 'jane.doe@example.com'

/** Why Okta did not begin an enrollment for somebody. */
async function refusalOf({ provider }: Setup, login: string): Promise<ProviderError> {
  const person = await provider.getPerson(login)
  return await provider.begin(person).then(
    () => expect.unreachable('it was begun'),
    (error: unknown) => error as ProviderError,
  )
}

const told = (error: ProviderError, language: 'en' | 'de' = 'en') => {
  const words = wordsIn(language)
  const [first] = remediesOf(error.reason)
  const { title, detail } = failureWords(words, error.reason)
  return [title, detail, words.remedies[first].detail]
}

describe('an enrollment refused by the multifactor policy', () => {
  test('names the policy, and where it is changed', async () => {
    const error = await refusalOf(await setUp(), connor)
    expect(error.reason).toEqual({
      code: 'enrollment-not-allowed',
      login: connor,
      policy: 'Contractors',
    })
    expect(error.requestId).not.toBeNull()
    expect(told(error)).toEqual([
      'Okta does not let this person have a key',
      `The enrollment policy that applies to ${connor} does not allow security keys. The policy is called “Contractors”.`,
      'Have the policy changed at Okta, under Security > Authenticators > Enrollment.',
    ])
    expect(told(error, 'de').join(' ')).toContain('Die Richtlinie heißt „Contractors“.')
  })

  test('is the same where the station may not read policies', async () => {
    const setup = await setUp()
    const { grants } = setup.okta.settings.serviceApp
    grants.splice(grants.indexOf('okta.policies.read'), 1)
    const error = await refusalOf(setup, connor)
    expect(error.reason).toEqual({ code: 'enrollment-not-allowed', login: connor, policy: null })
    expect(told(error).join(' ')).not.toContain('called')
  })

  test('names no policy that would allow it', async () => {
    const setup = await setUp()
    const fault = { kind: 'refusal', code: 'E0000001', method: 'POST', path: '*/factors' } as const
    const causes = ['Factor not allowed for the user based on the Multifactor policy.']
    setup.okta.faults.add({ ...fault, causes })
    const error = await refusalOf(setup, jane)
    expect(error.reason).toEqual({ code: 'enrollment-not-allowed', login: jane, policy: null })
  })

  test('asks no operator to sign in again for an explanation', async () => {
    let pages = 0
    const setup = await setUp('operator', {}, { openBrowser: (url) => ((pages += 1), visit(url)) })
    const { grants } = setup.okta.settings.operatorApp
    grants.splice(grants.indexOf('okta.policies.read'), 1)
    const error = await refusalOf(setup, connor)
    expect([error.reason, pages]).toEqual([
      { code: 'enrollment-not-allowed', login: connor, policy: null },
      1,
    ])
  })

  test('is told in the same way when the policy changed before the key was activated', async () => {
    const { okta, provider } = await setUp()
    const ceremony = await provider.begin(await provider.getPerson(jane))
    forbidPasskeys(okta)
    await expect(provider.finish(ceremony, createSoftKey().create(ceremony))).rejects.toMatchObject(
      { reason: { code: 'enrollment-not-allowed', login: jane, policy: 'Default Policy' } },
    )
  })
})

describe('an enrollment refused because a factor is set up already', () => {
  test('says which key there is, and since when', async () => {
    const now = () => Date.UTC(2026, 10, 23, 12)
    const setup = await setUp('service-app', { now }, { now })
    setup.okta.settings.maximumWebAuthnFactors = 1
    const error = await refusalOf(setup, kim)
    expect(error.reason).toMatchObject({
      code: 'one-key-only',
      login: kim,
      name: 'YubiKey 5 Series with NFC',
    })
    const [, detail, cure] = told(error)
    expect(detail).toMatch(
      /^kim.* and Okta takes no second one\. It is called “YubiKey 5 Series with NFC”\. It has been there since \w+ \d+, 2026\.$/,
    )
    expect(cure).toMatch(/^Revoke that key first/)
  })

  test('says so without the key where it cannot be looked up', async () => {
    const setup = await setUp()
    setup.okta.settings.maximumWebAuthnFactors = 1
    setup.okta.faults.add({ kind: 'insufficient-scope', method: 'GET', path: '*/factors' })
    const error = await refusalOf(setup, kim)
    expect(error.reason).toEqual({
      code: 'one-key-only',
      login: kim,
      name: null,
      createdAt: null,
    })
    expect(told(error)[1]).toMatch(/Okta takes no second one\.$/)
  })
})

describe('a refusal of an enrollment', () => {
  test.each([
    ['E0000074', { code: 'provider-outage', status: 400 }],
    ['E0000155', { code: 'provider-refused', remedy: 'check-person-status' }],
    ['E0000156', { code: 'provider-refused', remedy: 'find-person-again' }],
    ['E0000158', { code: 'key-below-policy', demand: 'user-verification' }],
    ['E0000159', { code: 'key-below-policy', demand: 'fips' }],
    ['E0000229', { code: 'key-below-policy', demand: 'biometrics' }],
    ['E0000253', { code: 'provider-refused', remedy: 'wait-for-activation' }],
    ['E0000015', { code: 'provider-refused', remedy: 'enable-in-okta' }],
  ] as const)('with %s is what Okta means by it', async (code, reason) => {
    const setup = await setUp()
    setup.okta.faults.add({ kind: 'refusal', code, method: 'POST', path: '*/factors' })
    expect((await refusalOf(setup, jane)).reason).toMatchObject(reason)
    expect(setup.okta.records().factors.filter(({ login }) => login === jane)).toEqual([])
  })

  test('by a factor service that ran out of time is an outage, and nothing is left of it', async () => {
    const setup = await setUp()
    setup.okta.faults.add({ kind: 'refusal', code: 'E0000067', method: 'POST', path: '*/factors' })
    const error = await refusalOf(setup, jane)
    expect(error).toMatchObject({ reason: { code: 'provider-outage' }, isUncertain: false })
  })

  test('with a validation that says nothing known is told with Okta’s words', async () => {
    const setup = await setUp()
    const causes = ['Something new.']
    const fault = { kind: 'refusal', code: 'E0000001', causes, path: '*/factors' } as const
    setup.okta.faults.add({ ...fault, method: 'POST' })
    expect((await refusalOf(setup, jane)).reason).toMatchObject({
      code: 'provider-refused',
      summary: 'Api validation failed – Something new.',
      remedy: 'check-details',
    })
  })
})

describe('a feature that Classic Engine lacks', () => {
  test('leaves the list of factors as it is without it', async () => {
    const { okta, provider } = await setUp()
    okta.settings.pipeline = 'v1'
    const person = await provider.getPerson(kim)
    expect(await provider.listFactors(person.id)).toMatchObject([{ state: { state: 'active' } }])
  })

  test('makes no operator sign in again', async () => {
    let pages = 0
    const openBrowser = (url: string) => ((pages += 1), visit(url))
    const { okta, provider } = await setUp('operator', {}, { openBrowser })
    okta.settings.pipeline = 'v1'
    const person = await provider.getPerson(kim)
    const tokens = () => okta.records().requests.filter(({ path }) => path.endsWith('/token'))
    const before = tokens().length
    await provider.listFactors(person.id)
    expect([pages, tokens().length]).toEqual([1, before])
  })
})

test('a factor of somebody who was deleted counts as deleted', async () => {
  const { okta, provider } = await setUp()
  const person = await provider.getPerson(kim)
  const [factor] = await provider.listFactors(person.id)
  okta.faults.add({ kind: 'refusal', code: 'E0000156', path: '*/factors/*' })
  const factorId = factor?.factorId ?? ''
  expect(await provider.findFactor(person.id, factorId)).toEqual({ state: 'absent' })
  await provider.deleteFactor(person.id, factorId)
})
