import { expect, test } from 'vitest'
import { decodeAttestationObject } from '../../../src/simulator/okta/judging/attestation-object.ts'
import { fromBase64 } from '../../../src/simulator/okta/judging/base64.ts'
import { isRegistrationValid } from '../../../src/simulator/okta/judging/oracle.ts'
import { createTestState } from '../../support/okta-state.ts'

/**
 * The sample ceremony Okta publishes with its Factors API ("Activate a webauthn factor", example
 * `ActivateFactorWebauthnRequest` of the Okta Management API description 2026.06.3).
 */
const ATTESTATION =
  'o2NmbXRmcGFja2VkZ2F0dFN0bXSiY2FsZyZjc2lnWEgwRgIhAMvf2+dzXlHZN1um38Y8aFzrKvX0k5dt/hnDu9lahbR4' +
  'AiEAuwtMg3IoaElWMp00QrP/+3Po/6LwXfmYQVfsnsQ+da1oYXV0aERhdGFYxkgb9OHGifjS2dG03qLRqvXrDIRyfGAu' +
  'c+GzF1z20/eVRV2wvl6tzgACNbzGCmSLCyXx8FUDAEIBvWNHOcE3QDUkDP/HB1kRbrIOoZ1dR874ZaGbMuvaSVHVWN2k' +
  'fNiO4D+HlAzUEFaqlNi5FPqKw+mF8f0XwdpEBlClAQIDJiABIVgg0a6oo3W0JdYPu6+eBrbr0WyB3uJLI3ODVgDfQnpg' +
  'afgiWCB4fFo/5iiVrFhB8pNH2tbBtKewyAHuDkRolcCnVaCcmQ=='
const CLIENT_DATA =
  'eyJjaGFsbGVuZ2UiOiJVSk5wYW9sVWt0dF9vcEZPNXJMYyIsIm9yaWdpbiI6Imh0dHBzOi8vcmFpbi5va3RhMS5jb20i' +
  'LCJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0='
const CHALLENGE = 'UJNpaolUktt_opFO5rLc'

function sample() {
  const attestationObject = fromBase64(ATTESTATION) ?? new Uint8Array()
  const clientData = fromBase64(CLIENT_DATA) ?? new Uint8Array()
  const { attested, authenticatorData, format } = decodeAttestationObject(attestationObject)
  return { attestationObject, clientData, attested, authenticatorData, format }
}

test("Okta's own sample is taken apart", () => {
  const { attested, authenticatorData, format } = sample()
  expect(format).toBe('packed')
  expect(attested.aaguid).toBe('adce0002-35bc-c60a-648b-0b25f1f05503')
  expect(attested.algorithm).toBe(-7)
  expect(attested.credentialId).toHaveLength(66)
  expect(authenticatorData).toMatchObject({
    userPresent: true,
    userVerified: true,
    backupEligible: false,
    backedUp: false,
  })
})

test("Okta's own sample verifies for its host, and for nothing else", async () => {
  const { attestationObject, clientData, attested } = sample()
  const registration = {
    attestationObject,
    clientData,
    credentialId: attested.credentialId,
    challenge: CHALLENGE,
    rpId: 'rain.okta1.com',
  }
  const state = createTestState('https://rain.okta1.com')
  expect(await isRegistrationValid(state, registration)).toBe(true)
  const wrong = [
    { ...registration, rpId: 'okta1.com' },
    { ...registration, challenge: 'cdsZ1V10E0BGE4GcG3IK' },
    { ...registration, clientData: Buffer.from(CLIENT_DATA) },
  ]
  for (const each of wrong) expect(await isRegistrationValid(state, each)).toBe(false)
  const elsewhere = createTestState('https://demo.okta.example')
  expect(await isRegistrationValid(elsewhere, registration)).toBe(false)
})
