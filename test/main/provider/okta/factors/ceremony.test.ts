import { describe, expect, test } from 'vitest'
import { readCeremony } from '../../../../../src/main/provider/okta/factors/ceremony.ts'
import type { Ceremony } from '../../../../../src/main/provider/provider.ts'

// The enrollment answer of Okta's Factors API reference ("Enroll a WebAuthn factor").
const activation = {
  attestation: 'direct',
  authenticatorSelection: { userVerification: 'preferred', requireResidentKey: false },
  challenge: 'cdsZ1V10E0BGE4GcG3IK',
  excludeCredentials: [],
  pubKeyCredParams: [
    { type: 'public-key', alg: -7 },
    { type: 'public-key', alg: -257 },
  ],
  rp: { name: 'Rain-Cloud59' },
  u2fParams: { appid: 'https://rain.okta1.com' },
  user: { displayName: 'First Last', name: 'first.last@gmail.com', id: '00u15s1KDETTQMQYABRL' },
}
const rain = { origin: 'https://rain.okta1.com', customRpId: null }

function read(changes: object = {}, site: Parameters<typeof readCeremony>[2] = rain): Ceremony {
  const body = {
    id: 'fwf2rovRxogXJ0nDy0g4',
    factorType: 'webauthn',
    provider: 'FIDO',
    vendorName: 'FIDO',
    status: 'PENDING_ACTIVATION',
    _embedded: { activation: { ...activation, ...changes } },
  }
  const answer = { status: 200, headers: new Headers(), body, isJson: true, requestId: 'r1' }
  return readCeremony(answer, '00u15s1KDETTQMQYABRL', site, 1_000)
}

const authenticatorSelection = (selection: object) => ({ authenticatorSelection: selection })

describe('Okta’s creation options', () => {
  test('of its own example are read as WebAuthn means them', () => {
    expect(read()).toEqual({
      personId: '00u15s1KDETTQMQYABRL',
      factorId: 'fwf2rovRxogXJ0nDy0g4',
      challenge: 'cdsZ1V10E0BGE4GcG3IK',
      origin: 'https://rain.okta1.com',
      rp: { id: 'rain.okta1.com', name: 'Rain-Cloud59' },
      user: {
        // printf 00u15s1KDETTQMQYABRL | basenc -d --base64url | xxd -p
        id: new Uint8Array(Buffer.from('d34bb5e6cd4a0c44d340c41800144b', 'hex')),
        name: 'first.last@gmail.com',
        displayName: 'First Last',
      },
      algorithms: [-7, -257],
      excludeCredentials: [],
      requireResidentKey: false,
      userVerification: 'preferred',
      requestId: 'r1',
      expiresAt: 1_000,
    })
  })

  test('name the RP ID, or the connection does, or it is the host', () => {
    const custom = { origin: 'https://id.acme.com', customRpId: 'acme.com' }
    expect(read({}, custom).rp.id).toBe('acme.com')
    expect(read({ rp: { id: 'id.acme.com', name: 'A' } }, custom).rp.id).toBe('id.acme.com')
    expect(read({ rp: { id: 'okta1.com', name: 'A' } }).rp.id).toBe('okta1.com')
  })

  test.each(['acme.com', 'ain.okta1.com', 'login.rain.okta1.com'])(
    'with the RP ID %s are refused: no browser would use it here',
    (id) => {
      expect(() => read({ rp: { id, name: 'A' } })).toThrow('provider-answer-invalid')
    },
  )

  test.each([
    [{ userVerification: 'REQUIRED' }, 'required', false],
    [{ userVerification: 'discouraged' }, 'discouraged', false],
    [{}, 'preferred', false],
    [{ userVerification: 'eager' }, 'preferred', false],
    [{ requireResidentKey: true }, 'preferred', true],
    [{ residentKey: 'required' }, 'preferred', true],
    [{ residentKey: 'preferred' }, 'preferred', false],
  ])('with the selection %j', (selection, userVerification, requireResidentKey) => {
    const { authenticatorSelection: _, ...other } = { ...activation }
    expect(read({ ...other, ...authenticatorSelection(selection) })).toMatchObject({
      userVerification,
      requireResidentKey,
    })
  })

  test('may be null or left out where WebAuthn has a default', () => {
    const selection = { userVerification: null, requireResidentKey: null, residentKey: null }
    const { displayName: _, ...user } = activation.user
    const bare = { rp: { id: null, name: 'A' }, user, excludeCredentials: null }
    for (const authenticatorSelection of [selection, null]) {
      expect(read({ ...bare, authenticatorSelection })).toMatchObject({
        rp: { id: 'rain.okta1.com' },
        user: { displayName: 'first.last@gmail.com' },
        excludeCredentials: [],
        requireResidentKey: false,
        userVerification: 'preferred',
      })
    }
  })

  test('name the credentials to keep out, as bytes', () => {
    const excluded = [{ type: 'public-key', id: 'l3Br0n-7H3g0' }]
    expect(read({ excludeCredentials: excluded }).excludeCredentials).toEqual([
      new Uint8Array(Buffer.from('l3Br0n-7H3g0', 'base64url')),
    ])
  })

  test.each([
    ['challenge', { challenge: 'short' }],
    ['challenge', { challenge: 'not+base64url/at all' }],
    ['user.id', { user: { ...activation.user, id: '00u+1' } }],
    ['pubKeyCredParams', { pubKeyCredParams: [] }],
    ['rp', { rp: null }],
  ])('are refused by the field at fault: %s', (field, changes) => {
    const path = `_embedded.activation.${field}`
    expect(() => read(changes)).toThrow(
      expect.objectContaining({
        reason: { code: 'provider-answer-invalid', operation: 'enrollFactor', field: path },
      }),
    )
  })
})
