import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOktaDouble, type OktaDouble } from '../../../src/simulator/okta/okta-double.ts'
import { connectCaller, textAt, type Caller } from '../../support/okta-caller.ts'
import {
  activate,
  begin,
  credentialFor,
  ORIGIN,
  RP_ID,
  userId,
} from '../../support/okta-ceremony.ts'
import { getAssertion, toBase64 } from '../../support/software-authenticator.ts'

let okta: OktaDouble
let call: Caller

beforeAll(async () => {
  okta = await startOktaDouble()
  call = await connectCaller(okta.connection)
})
afterAll(() => okta.close())

test('a key is issued, proven, listed and deleted', async () => {
  const search = 'profile.login sw "jane" or profile.lastName sw "jane"'
  const found = await call('GET', `/api/v1/users?search=${encodeURIComponent(search)}&limit=20`)
  expect(found.list().map(({ profile }) => profile)).toMatchObject([
    { login: 'jane.doe@example.com', firstName: 'Jane', lastName: 'Doe' },
  ])
  const id = await userId(call, 'jane.doe@example.com')

  const pending = await begin(call, id)
  expect((await call('GET', pending.path)).json()).toMatchObject({ status: 'PENDING_ACTIVATION' })
  const credential = credentialFor(pending)
  const activated = await activate(call, pending, credential)
  expect(activated.status).toBe(200)
  const credentialId = Buffer.from(credential.credentialId).toString('base64url')
  expect(activated.json()).toMatchObject({
    id: pending.factorId,
    status: 'ACTIVE',
    profile: { credentialId, authenticatorName: 'Passkey (FIDO2 WebAuthn)' },
  })

  const asked = await call('POST', `${pending.path}/verify`)
  const challenge = textAt(asked.json(), '_embedded.challenge.challenge')
  const assertion = getAssertion(credential, { rpId: RP_ID, origin: ORIGIN, challenge })
  const verified = await call('POST', `${pending.path}/verify`, {
    clientData: toBase64(assertion.clientDataJSON),
    authenticatorData: toBase64(assertion.authenticatorData),
    signatureData: toBase64(assertion.signature),
    userHandle: toBase64(Buffer.from(id, 'base64url')),
  })
  expect(verified.json()).toMatchObject({ factorResult: 'SUCCESS' })

  expect((await call('GET', `/api/v1/users/${id}/factors`)).list()).toHaveLength(1)
  expect(okta.records().factors).toContainEqual(
    expect.objectContaining({
      id: pending.factorId,
      login: 'jane.doe@example.com',
      status: 'ACTIVE',
      credentialId,
      rpId: RP_ID,
      origin: ORIGIN,
    }),
  )
  expect((await call('DELETE', pending.path)).status).toBe(204)
  expect((await call('GET', pending.path)).json()).toMatchObject({ errorCode: 'E0000007' })
})
