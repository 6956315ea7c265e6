import { expect, test } from 'vitest'
import { textAt, type Caller } from '../../support/okta-caller.ts'
import {
  activate,
  begin,
  credentialFor,
  ORIGIN,
  RP_ID,
  userId,
} from '../../support/okta-ceremony.ts'
import { openOkta } from '../../support/open-okta.ts'
import {
  FLAGS,
  getAssertion,
  toBase64,
  type AssertionOptions,
  type SoftwareCredential,
} from '../../support/software-authenticator.ts'

interface Held {
  readonly path: string
  readonly id: string
  readonly credential: SoftwareCredential
}

async function issue(call: Caller): Promise<Held> {
  const id = await userId(call, 'jane.doe@example.com')
  const pending = await begin(call, id)
  const credential = credentialFor(pending)
  await activate(call, pending, credential)
  return { path: `${pending.path}/verify`, id, credential }
}

async function challengeOf(call: Caller, { path }: Held): Promise<string> {
  return textAt((await call('POST', path, {})).json(), '_embedded.challenge.challenge')
}

async function verify(
  call: Caller,
  held: Held,
  overrides: Partial<AssertionOptions> = {},
  body: Record<string, string> = {},
) {
  const challenge = await challengeOf(call, held)
  const options = { rpId: RP_ID, origin: ORIGIN, challenge, ...overrides }
  const assertion = getAssertion(held.credential, options)
  return call('POST', held.path, {
    clientData: toBase64(assertion.clientDataJSON),
    authenticatorData: toBase64(assertion.authenticatorData),
    signatureData: toBase64(assertion.signature),
    ...body,
  })
}

test('an empty request gives a challenge with the enrolled factors', async () => {
  const { admin } = await openOkta()
  const held = await issue(admin)
  const credentialId = Buffer.from(held.credential.credentialId).toString('base64url')
  expect((await admin('POST', held.path)).json()).toMatchObject({
    factorResult: 'CHALLENGE',
    profile: { credentialId },
    _embedded: {
      challenge: { challenge: expect.stringMatching(/^[\w-]{20}$/) as string },
      enrolledFactors: [{ profile: { credentialId } }],
    },
  })
})

test.each<[string, Partial<AssertionOptions>]>([
  ['client-data-type', { type: 'webauthn.create' }],
  ['challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAA' }],
  ['origin', { origin: 'https://okta.example' }],
  ['rp-id', { rpId: 'okta.example' }],
  ['user-presence', { flags: FLAGS.UV }],
  ['sign-count', { signCount: 1 }],
])('refuses: %s', async (reason, overrides) => {
  const { admin } = await openOkta()
  const answer = await verify(admin, await issue(admin), overrides)
  expect(answer.headers.get('x-double-reason')).toBe(reason)
  expect(answer.json()).toMatchObject({ errorCode: 'E0000068' })
})

test('user verification counts only where the authenticator requires it', async () => {
  const { okta, admin } = await openOkta()
  const held = await issue(admin)
  expect((await verify(admin, held, { flags: FLAGS.UP })).status).toBe(200)
  okta.settings.webauthn.settings.userVerificationForVerify = 'REQUIRED'
  const refused = await verify(admin, held, { flags: FLAGS.UP, signCount: 3 })
  expect(refused.headers.get('x-double-reason')).toBe('user-verification')
})

test('the user handle is the decoded user id; its UTF-8 bytes are refused', async () => {
  const { admin } = await openOkta()
  const held = await issue(admin)
  const wrong = toBase64(Buffer.from(held.id))
  const refused = await verify(admin, held, {}, { userHandle: wrong })
  expect(refused.headers.get('x-double-reason')).toBe('user-handle')
  const right = toBase64(Buffer.from(held.id, 'base64url'))
  expect((await verify(admin, held, {}, { userHandle: right })).json()).toMatchObject({
    factorResult: 'SUCCESS',
  })
})

test('what the key signed is standard base64 only', async () => {
  const { admin } = await openOkta()
  const held = await issue(admin)
  const challenge = await challengeOf(admin, held)
  const assertion = getAssertion(held.credential, { rpId: RP_ID, origin: ORIGIN, challenge })
  const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
  const answer = await admin('POST', held.path, {
    clientData: url(assertion.clientDataJSON),
    authenticatorData: url(assertion.authenticatorData),
    signatureData: url(assertion.signature),
  })
  expect(answer.headers.get('x-double-reason')).toBe('not-standard-base64')
})

test('a signature of another key, a used challenge, and a counter that stood still are refused', async () => {
  const { admin } = await openOkta()
  const held = await issue(admin)
  const stranger = await issue(admin)
  const forged = await verify(admin, { ...held, credential: stranger.credential })
  expect(forged.headers.get('x-double-reason')).toBe('signature')

  const challenge = await challengeOf(admin, held)
  const assertion = getAssertion(held.credential, { rpId: RP_ID, origin: ORIGIN, challenge })
  const body = {
    clientData: toBase64(assertion.clientDataJSON),
    authenticatorData: toBase64(assertion.authenticatorData),
    signatureData: toBase64(assertion.signature),
  }
  expect((await admin('POST', held.path, body)).status).toBe(200)
  const replayed = await admin('POST', held.path, body)
  expect(replayed.headers.get('x-double-reason')).toBe('challenge-used')
  const still = await verify(admin, held, { signCount: 2 })
  expect(still.headers.get('x-double-reason')).toBe('sign-count')
  expect((await verify(admin, held, { signCount: 3 })).status).toBe(200)
})

test('a pending factor and a suspended person verify nothing', async () => {
  const { admin } = await openOkta()
  const held = await issue(admin)
  const pending = await begin(admin, held.id)
  expect((await admin('POST', `${pending.path}/verify`)).json()).toMatchObject({
    errorCode: 'E0000079',
  })
  await admin('POST', `/api/v1/users/${held.id}/lifecycle/suspend`)
  expect((await admin('POST', held.path)).json()).toMatchObject({ errorCode: 'E0000038' })
})

test('a suspended factor is listed, verifies nothing, and still takes its place', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.maximumWebAuthnFactors = 1
  const held = await issue(admin)
  const factorId = held.path.split('/').at(-2) ?? ''
  okta.console.suspendFactor(factorId)
  const factors = `/api/v1/users/${held.id}/factors`
  expect((await admin('GET', factors)).list()).toMatchObject([{ id: factorId, status: 'INACTIVE' }])
  expect((await admin('POST', held.path)).json()).toMatchObject({ errorCode: 'E0000180' })
  const body = { factorType: 'webauthn', provider: 'FIDO' }
  expect((await admin('POST', factors, body)).json()).toMatchObject({
    errorCauses: [{ errorSummary: 'A factor of this type is already set up.' }],
  })
  okta.console.unsuspendFactor(factorId)
  expect((await verify(admin, held)).status).toBe(200)
  const events = okta.records().logs.map(({ eventType }) => eventType)
  expect(events).toEqual([
    'user.mfa.factor.activate',
    'user.mfa.factor.suspend',
    'user.mfa.factor.unsuspend',
    'user.authentication.auth_via_mfa',
  ])
  expect(() => okta.console.unsuspendFactor(factorId)).toThrow('is no INACTIVE factor')
})
