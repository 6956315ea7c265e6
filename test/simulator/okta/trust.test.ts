import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OktaSettings } from '../../../src/simulator/okta/settings.ts'
import { attestationChain } from '../../../src/simulator/virtual-key/crypto/certificate.ts'
import type { Caller } from '../../support/okta-caller.ts'
import { activate, begin, credentialFor, userId } from '../../support/okta-ceremony.ts'
import { openOkta } from '../../support/open-okta.ts'
import type { MakeCredentialOptions } from '../../support/software-authenticator.ts'

const VIRTUAL_KEY = Uint8Array.from(Buffer.from('9c1ff2d1d0cb4e6c8a4e3b53a0d8c7e1', 'hex'))
const VIRTUAL_KEY_UUID = '9c1ff2d1-d0cb-4e6c-8a4e-3b53a0d8c7e1'
const YUBIKEY = Uint8Array.from(Buffer.from('2fc0579f811347eab116bb5a8db9202a', 'hex'))

function certified(aaguid: Uint8Array): Partial<MakeCredentialOptions> {
  const { secret, certificate } = attestationChain(aaguid)
  return { aaguid, attestation: { key: privateKeyOf(secret), x5c: [certificate] } }
}

function privateKeyOf(secret: Uint8Array): KeyObject {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  const point = ecdh.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: Buffer.from(secret).toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

async function outcome(call: Caller, overrides: Partial<MakeCredentialOptions>) {
  const pending = await begin(call, await userId(call, 'jane.doe@example.com'))
  const answer = await activate(call, pending, credentialFor(pending, overrides))
  if (answer.status === 200) return answer.json()['profile']
  return answer.headers.get('x-double-reason')
}

test('a custom entry names the model, else the metadata service does', async () => {
  const { admin } = await openOkta()
  expect(await outcome(admin, certified(VIRTUAL_KEY))).toMatchObject({
    authenticatorName: 'Keydesk virtual key',
  })
  expect(await outcome(admin, { aaguid: YUBIKEY })).toMatchObject({
    authenticatorName: 'YubiKey 5 Series with NFC',
  })
})

test('with certificate validation the chain must lead to the root of the custom entry', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.webauthn.settings.certBasedAttestationValidation = true
  expect(await outcome(admin, { aaguid: VIRTUAL_KEY })).toBe('untrusted-root')
  expect(await outcome(admin, { format: 'none' })).toBe('model-unknown')
  expect(await outcome(admin, certified(VIRTUAL_KEY))).toMatchObject({
    authenticatorName: 'Keydesk virtual key',
  })
})

test('a root that did not issue the certificate is not enough, nor one of another name', async () => {
  const { okta, admin } = await openOkta()
  okta.settings.webauthn.settings.certBasedAttestationValidation = true
  const [model] = okta.settings.customAaguids
  if (model === undefined) throw new Error('the virtual key is seeded')
  const der = Buffer.from(attestationChain(YUBIKEY).certificate).toString('base64')
  for (const x5c of [der, '', 'AAAA']) {
    model.attestationRootCertificates = [{ x5c }]
    expect(await outcome(admin, certified(VIRTUAL_KEY))).toBe('untrusted-root')
  }
})

test('a certificate of another key does not sign for this one', async () => {
  const { admin } = await openOkta()
  const foreign = certified(VIRTUAL_KEY)
  const [certificate] = foreign.attestation?.x5c ?? []
  if (certificate === undefined) throw new Error('a chain has a certificate')
  const ownKey = privateKeyOf(new Uint8Array(32).fill(9))
  const overrides = { ...foreign, attestation: { key: ownKey, x5c: [certificate] } }
  expect(await outcome(admin, overrides)).toBe('signature')
})

test('AAGUID groups admit their models only, and never an unattested key', async () => {
  const { okta, admin } = await openOkta()
  restrictToGroup(okta.settings, ['cb69481e-8ff7-4039-93ec-0a2729a154a8'])
  expect(await outcome(admin, certified(VIRTUAL_KEY))).toBe('aaguid-not-in-group')
  expect(await outcome(admin, { aaguid: VIRTUAL_KEY, format: 'none' })).toBe('format-in-group')
  restrictToGroup(okta.settings, [VIRTUAL_KEY_UUID])
  expect(await outcome(admin, certified(VIRTUAL_KEY))).toMatchObject({
    authenticatorName: 'Keydesk virtual key',
  })
})

function restrictToGroup(settings: OktaSettings, aaguids: string[]): void {
  settings.webauthn.settings.aaguidGroups = [{ name: 'Approved', aaguids }]
  for (const policy of settings.policies) {
    if (policy.type !== 'MFA_ENROLL') continue
    for (const each of policy.authenticators) {
      if (each.key === 'webauthn') each.constraints = { aaguidGroups: ['Approved'] }
    }
  }
}

test('hardware protection and FIPS are read from what is known of the model', async () => {
  const { okta, admin } = await openOkta()
  const { settings } = okta.settings.webauthn
  settings.hardwareProtected = true
  expect(await outcome(admin, certified(VIRTUAL_KEY))).toBe('not-hardware-protected')
  expect(await outcome(admin, { aaguid: YUBIKEY })).toMatchObject({})
  settings.fipsCompliant = true
  expect(await outcome(admin, { aaguid: YUBIKEY })).toBe('not-fips-compliant')
})
