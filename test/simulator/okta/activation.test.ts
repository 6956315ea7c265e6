import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { textAt, type Answer, type Caller } from '../../support/okta-caller.ts'
import {
  activate,
  begin,
  credentialFor,
  ORIGIN,
  userId,
  type Pending,
} from '../../support/okta-ceremony.ts'
import { openOkta } from '../../support/open-okta.ts'
import {
  encodeCbor,
  FLAGS,
  toBase64,
  type Encodable,
  type MakeCredentialOptions,
} from '../../support/software-authenticator.ts'

const JANE = 'jane.doe@example.com'

async function beginJane(call: Caller, query = ''): Promise<Pending> {
  return begin(call, await userId(call, JANE), query)
}

async function activateWith(call: Caller, overrides: Partial<MakeCredentialOptions>) {
  const pending = await beginJane(call)
  return activate(call, pending, credentialFor(pending, overrides))
}

function expectRefused(answer: Answer, reason: string): void {
  expect(answer.headers.get('x-double-reason')).toBe(reason)
  expect(answer.status).toBe(403)
  expect(answer.json()).toEqual({
    errorCode: 'E0000068',
    errorSummary: 'Invalid Passcode/Answer',
    errorLink: 'E0000068',
    errorId: expect.stringMatching(/^oae/) as string,
    errorCauses: [{ errorSummary: "Your passcode doesn't match our records. Please try again." }],
  })
}

test.each<[string, Partial<MakeCredentialOptions>]>([
  ['client-data-type', { type: 'webauthn.get' }],
  ['challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAA' }],
  ['origin', { origin: 'https://okta.example' }],
  ['origin', { origin: 'https://demo.okta.example/' }],
  ['rp-id', { rpId: 'okta.example' }],
  ['user-presence', { flags: FLAGS.UV | FLAGS.AT }],
  ['backup-flags', { flags: FLAGS.UP | FLAGS.UV | FLAGS.AT | FLAGS.BS }],
  ['algorithm', { algorithm: -8 }],
  ['credential-id-length', { credentialId: new Uint8Array(1024) }],
  ['credential-id-length', { credentialId: new Uint8Array(0) }],
  ['attestation-object', { keyOrder: ['fmt', 'authData', 'attStmt'] }],
  ['attestation-object', { keyOrder: ['fmt', 'attStmt'] }],
])('refuses: %s', async (reason, overrides) => {
  const { admin } = await openOkta()
  expectRefused(await activateWith(admin, overrides), reason)
})

test('refuses a signature that does not hold, in whichever byte it is wrong', async () => {
  const { admin } = await openOkta()
  const pending = await beginJane(admin)
  const credential = credentialFor(pending)
  const attestationObject = Uint8Array.from(credential.attestationObject)
  const last = attestationObject.length - 1
  attestationObject[last] = (attestationObject[last] ?? 0) ^ 1
  expectRefused(await activate(admin, pending, { ...credential, attestationObject }), 'signature')
})

test('user verification counts only where the authenticator requires it', async () => {
  const { okta, admin } = await openOkta()
  const flags = FLAGS.UP | FLAGS.AT
  expect((await activateWith(admin, { flags })).status).toBe(200)
  okta.settings.webauthn.settings.userVerification = 'REQUIRED'
  expectRefused(await activateWith(admin, { flags }), 'user-verification')
  expect((await activateWith(admin, {})).status).toBe(200)
})

test('syncable passkeys are refused where the authenticator does not allow them', async () => {
  const { okta, admin } = await openOkta()
  const flags = FLAGS.UP | FLAGS.UV | FLAGS.AT | FLAGS.BE
  expect((await activateWith(admin, { flags })).status).toBe(200)
  okta.settings.webauthn.settings.allowSyncablePasskeys = false
  expectRefused(await activateWith(admin, { flags }), 'syncable')
})

test('base64 and base64url are both taken, other text is not', async () => {
  const { admin } = await openOkta()
  const pending = await beginJane(admin)
  const { attestationObject, clientDataJSON } = credentialFor(pending)
  const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
  const path = `${pending.path}/lifecycle/activate`
  const attestation = toBase64(attestationObject)
  const clientData = toBase64(clientDataJSON)
  expectRefused(await admin('POST', path, { attestation: '%', clientData }), 'not-base64')
  const hex = { attestation: `${attestation}\n`, clientData }
  expectRefused(await admin('POST', path, hex), 'not-base64')
  const body = { attestation: url(attestationObject), clientData: url(clientDataJSON) }
  expect((await admin('POST', path, body)).status).toBe(200)
  expect((await admin('POST', path, { attestation: 1 })).json()).toMatchObject({
    errorCode: 'E0000001',
  })
})

test('client data that is no client data, and a key that vouches for nothing, are refused', async () => {
  const { admin } = await openOkta()
  for (const text of ['', 'x', '{"type":"webauthn.create"}']) {
    const pending = await beginJane(admin)
    const clientDataJSON = Buffer.from(text)
    const answer = await activate(admin, pending, { ...credentialFor(pending), clientDataJSON })
    expectRefused(answer, 'client-data')
  }
  expectRefused(await activateWith(admin, { flags: FLAGS.UP }), 'authenticator-data')
  const pending = await beginJane(admin)
  const attestationObject = encodeCbor(
    new Map<string, Encodable>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(37)],
    ]),
  )
  const bare = { ...credentialFor(pending), attestationObject }
  expectRefused(await activate(admin, pending, bare), 'no-attested-credential')
})

test('a challenge is answered once: after a refusal the ceremony starts again', async () => {
  const { admin } = await openOkta()
  const pending = await beginJane(admin)
  const wrong = credentialFor(pending, { rpId: 'okta.example' })
  expectRefused(await activate(admin, pending, wrong), 'rp-id')
  expectRefused(await activate(admin, pending, credentialFor(pending)), 'challenge-used')
})

test('a challenge lives five minutes, or as long as the enrollment asked for', async () => {
  let now = Date.now()
  const { admin } = await openOkta({ now: () => now })
  const short = await beginJane(admin)
  const long = await beginJane(admin, '?tokenLifetimeSeconds=86400')
  now += 300_000
  expectRefused(await activate(admin, short, credentialFor(short)), 'challenge-expired')
  now += 86_000_000
  expect((await activate(admin, long, credentialFor(long))).status).toBe(200)
  const id = await userId(admin, JANE)
  const body = { factorType: 'webauthn', provider: 'FIDO' }
  for (const seconds of ['0', '86401', 'x']) {
    const path = `/api/v1/users/${id}/factors?tokenLifetimeSeconds=${seconds}`
    expect((await admin('POST', path, body)).status).toBe(400)
  }
})

test('a sixth attempt within five minutes is E0000047, whoever the factor is', async () => {
  let now = Date.now()
  const { admin } = await openOkta({ now: () => now })
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expectRefused(await activateWith(admin, { rpId: 'okta.example' }), 'rp-id')
  }
  const sixth = await activateWith(admin, {})
  expect(sixth.status).toBe(429)
  expect(sixth.json()).toMatchObject({ errorCode: 'E0000047' })
  now += 300_001
  expect((await activateWith(admin, {})).status).toBe(200)
})

test('an active factor is not activated again, and nobody finds the factor of somebody else', async () => {
  const { admin } = await openOkta()
  const pending = await beginJane(admin)
  const credential = credentialFor(pending)
  expect((await activate(admin, pending, credential)).status).toBe(200)
  const again = await activate(admin, pending, credential)
  expect(again.json()).toMatchObject({ errorCode: 'E0000001' })
  const johnId = await userId(admin, 'john.doe@example.com')
  const path = `/api/v1/users/${johnId}/factors/${pending.factorId}`
  expect((await activate(admin, { ...pending, path }, credential)).json()).toMatchObject({
    errorCode: 'E0000007',
    errorSummary: `Not found: Resource not found: ${pending.factorId} (UserFactor)`,
  })
})

test('a credential is registered once in the organization', async () => {
  const { admin } = await openOkta()
  const credentialId = new Uint8Array(20).fill(7)
  expect((await activateWith(admin, { credentialId })).status).toBe(200)
  expectRefused(await activateWith(admin, { credentialId }), 'credential-excluded')
  const other = await begin(admin, await userId(admin, 'john.doe@example.com'))
  const taken = await activate(admin, other, credentialFor(other, { credentialId }))
  expect(taken.json()).toMatchObject({ errorCode: 'E0000001' })
})

test('two requests at once register a credential once', async () => {
  const { okta, admin } = await openOkta()
  const credentialId = new Uint8Array(20).fill(8)
  const [first, second] = [await beginJane(admin), await beginJane(admin)]
  const answers = await Promise.all(
    [first, second].map((pending) =>
      activate(admin, pending, credentialFor(pending, { credentialId })),
    ),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 403]))
  expect(okta.records().factors.filter(({ status }) => status === 'ACTIVE')).toHaveLength(12)
})

test('the tenth key is the last, also when the eleventh was begun before', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.maximumWebAuthnFactors = 2
  const [first, second, third] = [
    await beginJane(admin),
    await beginJane(admin),
    await beginJane(admin),
  ]
  expect((await activate(admin, first, credentialFor(first))).status).toBe(200)
  expect((await activate(admin, second, credentialFor(second))).status).toBe(200)
  const refused = await activate(admin, third, credentialFor(third))
  expect(refused.headers.get('x-double-reason')).toBe('too-many-factors')
  okta.settings.maximumWebAuthnFactors = 10
  const tenzin = await userId(admin, 'tenzin.manykeys@example.com')
  const path = `/api/v1/users/${tenzin}/factors`
  expect((await admin('GET', path)).list()).toHaveLength(10)
  const eleventh = await admin('POST', path, { factorType: 'webauthn', provider: 'FIDO' })
  expect(eleventh.status).toBe(400)
})

test('a policy that changed meanwhile refuses, and so does a person who left', async () => {
  const { okta, admin } = await openOkta()
  const pending = await beginJane(admin)
  forbidWebAuthn(okta)
  const refused = await activate(admin, pending, credentialFor(pending))
  expect(refused.json()).toMatchObject({ errorCode: 'E0000001' })
  expect(refused.headers.get('x-double-reason')).toBe('policy')
  const id = await userId(admin, JANE)
  await admin('POST', `/api/v1/users/${id}/lifecycle/deactivate`)
  expect((await activate(admin, pending, credentialFor(pending))).json()).toMatchObject({
    errorCode: 'E0000038',
  })
  expect((await admin('DELETE', pending.path)).json()).toMatchObject({ errorCode: 'E0000038' })
})

function forbidWebAuthn(okta: OktaDouble): void {
  for (const policy of okta.settings.policies) {
    if (policy.type !== 'MFA_ENROLL') continue
    for (const each of policy.authenticators) each.enroll.self = 'NOT_ALLOWED'
  }
}

test('a trusted origin with the CORS scope and the custom domain may register too', async () => {
  const { okta, admin } = await openOkta({ customDomain: 'id.example.com' })
  const origin = 'https://desk.example.com'
  expectRefused(await activateWith(admin, { origin }), 'origin')
  const trusted = { id: 'tos1', name: 'desk', origin, scopes: ['REDIRECT'] }
  okta.settings.trustedOrigins.push(trusted)
  expectRefused(await activateWith(admin, { origin }), 'origin')
  trusted.scopes.push('CORS')
  expect((await activateWith(admin, { origin })).status).toBe(200)
  expect((await activateWith(admin, { origin: 'https://id.example.com' })).status).toBe(200)
})

test('the host asked decides the rp id, unless a custom one is enabled', async () => {
  const { okta, admin } = await openOkta({ customDomain: 'id.example.com' })
  const id = await userId(admin, JANE)
  const factors = `/api/v1/users/${id}/factors`
  const viaDomain: Caller = (method, path, body) =>
    admin(method, path, body, { 'x-double-host': 'id.example.com' })
  const pending = await begin(viaDomain, id)
  const origin = 'https://id.example.com'
  const own = credentialFor(pending)
  expectRefused(await activate(admin, pending, own), 'rp-id')
  const again = await begin(viaDomain, id)
  const there = credentialFor(again, { rpId: 'id.example.com', origin })
  expect((await activate(viaDomain, again, there)).status).toBe(200)
  const viaLocalhost = await begin(
    (method, path, body) =>
      admin(method, `${okta.url.replace('127.0.0.1', 'localhost')}${path}`, body),
    id,
  )
  const local = credentialFor(viaLocalhost, { rpId: 'id.example.com', origin })
  expect((await activate(admin, viaLocalhost, local)).status).toBe(200)

  expect(await hostOfEnrollment(okta, id, 'id.example.com')).toBe('https://id.example.com')
  expect(await hostOfEnrollment(okta, id, '127.0.0.1')).toBe(ORIGIN)

  okta.settings.webauthn.settings.rpId = {
    enabled: true,
    domain: { name: 'example', validationStatus: 'VERIFIED' },
  }
  const body = { factorType: 'webauthn', provider: 'FIDO' }
  expect((await admin('POST', factors, body)).json()).toMatchObject({
    _embedded: { activation: { rp: { id: 'example', name: 'Keydesk Demo' } } },
  })
  expect((await activateWith(admin, { rpId: 'example', origin: ORIGIN })).status).toBe(200)
})

// By the Host header itself, which fetch does not let a caller set.
async function hostOfEnrollment(okta: OktaDouble, id: string, host: string): Promise<unknown> {
  const { auth } = okta.connectionFor('token')
  const body = JSON.stringify({ factorType: 'webauthn', provider: 'FIDO' })
  const message = request(`${okta.url}/api/v1/users/${id}/factors`, {
    method: 'POST',
    headers: {
      host,
      'content-type': 'application/json',
      authorization: `SSWS ${auth.kind === 'token' ? auth.token : ''}`,
    },
  })
  message.end(body)
  const [response] = (await once(message, 'response')) as [IncomingMessage]
  return textAt(await json(response), '_embedded.activation.u2fParams.appid')
}

test('success is in the System Log, with the caller as actor and the factor as a target', async () => {
  const { okta, admin } = await openOkta()
  const pending = await beginJane(admin)
  const answer = await activate(admin, pending, credentialFor(pending))
  expect(okta.records().logs.at(-1)).toMatchObject({
    eventType: 'user.mfa.factor.activate',
    actor: { type: 'User', alternateId: 'ada.administrator@example.com' },
    target: [
      { type: 'User', alternateId: JANE },
      { type: 'AuthenticatorEnrollment', id: pending.factorId },
    ],
    outcome: { result: 'SUCCESS' },
    debugData: { requestId: answer.headers.get('x-okta-request-id') },
  })
})
