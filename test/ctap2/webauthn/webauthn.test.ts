import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { describe, expect, test } from 'vitest'
import { isCborMap, type CborMap, type CborValue } from '../../../src/ctap2/cbor.ts'
import { decodeCbor } from '../../../src/ctap2/cbor-reader.ts'
import {
  attestationObject,
  Authenticator,
  clientDataJSON,
  importCoseKey,
  KeyProtocolError,
  makeCredential,
  parseAuthenticatorData,
  verifyAssertion,
  verifyAttestation,
  type AttestedCredential,
} from '../../../src/ctap2/index.ts'
import { verifySignature } from '../../../src/ctap2/webauthn/verify-signature.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import { hex } from '../../support/scripted-key.ts'
import { CREDENTIAL_ID, MAKE_CREDENTIAL_AUTH_DATA, PACKED, U2F } from '../../vectors/ctap2.ts'
import { assertions, registrations, VECTOR_RP_ID } from '../../vectors/webauthn.ts'

const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest())

function readMap(digits: string): CborMap {
  const value = decodeCbor(hex(digits))
  if (!isCborMap(value)) throw new Error('not a map')
  return value
}

function credentialOf(map: CborMap, keys: readonly (string | number)[]): AttestedCredential {
  const [fmt, authData, attStmt] = keys.map((key): CborValue => map.get(key))
  if (typeof fmt !== 'string' || !(authData instanceof Uint8Array) || !isCborMap(attStmt)) {
    throw new Error('not a credential')
  }
  return { fmt, authData, attStmt }
}

const yubico = credentialOf(readMap(PACKED.answer), [1, 2, 3])
const yubicoExpected = {
  rpId: yubico.authData.subarray(0, 32),
  clientDataHash: hex(PACKED.clientDataHash),
}

describe('client data (WebAuthn 3, section 5.8.1)', () => {
  test('is serialized as the standard limits it', () => {
    const { json, hash } = clientDataJSON('webauthn.get', hex('fbff00'), 'https://example.org')
    expect(Buffer.from(json).toString()).toBe(
      '{"type":"webauthn.get","challenge":"-_8A","origin":"https://example.org","crossOrigin":false}',
    )
    expect(hash).toEqual(sha256(json))
  })

  test('is byte for byte that of the vector without further members', () => {
    const [vector] = assertions
    const challenge = hex('39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408')
    const { json } = clientDataJSON('webauthn.get', challenge, 'https://example.org')
    expect(Buffer.from(json).toString('hex')).toBe(vector?.clientDataJSON)
  })

  test('escapes only what CCDToString escapes', () => {
    const { json } = clientDataJSON('webauthn.get', hex('00'), 'a"\\\n\t\u0001\u00fc')
    expect(Buffer.from(json).toString()).toContain('"origin":"a\\"\\\\\\u000a\\u0009\\u0001\u00fc"')
  })
})

describe('vectors of WebAuthn 3, section 16', () => {
  test.each(registrations)('registration $name', (vector) => {
    const credential = credentialOf(readMap(vector.attestationObject), [
      'fmt',
      'authData',
      'attStmt',
    ])
    const clientDataHash = sha256(hex(vector.clientDataJSON))
    const verdict = verifyAttestation(credential, { rpId: VECTOR_RP_ID, clientDataHash })
    expect(verdict).toMatchObject({ valid: true, type: vector.type })
    const { attestedCredentialData } = parseAuthenticatorData(credential.authData)
    expect(attestedCredentialData?.credentialId).toEqual(hex(vector.credentialId))
    const { fmt, authData, attStmt } = credential
    expect(attestationObject(fmt, authData, attStmt)).toEqual(hex(vector.attestationObject))
  })

  test.each(registrations.filter(({ type }) => type !== 'none'))(
    'registration $name fails for other client data',
    (vector) => {
      const credential = credentialOf(readMap(vector.attestationObject), [
        'fmt',
        'authData',
        'attStmt',
      ])
      const expectation = { rpId: VECTOR_RP_ID, clientDataHash: new Uint8Array(32) }
      expect(verifyAttestation(credential, expectation)).toMatchObject({ valid: false })
    },
  )

  test.each(assertions)('assertion $name', (vector) => {
    const check = {
      publicKey: readMap(vector.credentialPublicKey),
      authenticatorData: hex(vector.authenticatorData),
      clientDataHash: sha256(hex(vector.clientDataJSON)),
      signature: hex(vector.signature),
      rpId: VECTOR_RP_ID,
    }
    expect(verifyAssertion(check)).toMatchObject({ valid: true })
    const reason = (changes: object): unknown => verifyAssertion({ ...check, ...changes })
    expect(reason({ clientDataHash: new Uint8Array(32) })).toMatchObject({
      reason: 'the signature is wrong',
    })
    expect(reason({ rpId: 'example.com' })).toMatchObject({ valid: false })
    expect(reason({ requireUserVerification: true })).toMatchObject(
      verifyAssertion(check).valid && hex(vector.authenticatorData)[32] === 0x0d
        ? { valid: true }
        : { reason: 'the user was not verified' },
    )
    expect(reason({ signature: hex('00') })).toMatchObject({ valid: false })
    expect(reason({ authenticatorData: hex('00') })).toMatchObject({ valid: false })
  })
})

describe('attestation of keys in the field', () => {
  test('packed by certificate with its AAGUID extension (a Security Key by Yubico)', () => {
    const verdict = verifyAttestation(yubico, yubicoExpected)
    expect(verdict).toMatchObject({ valid: true, type: 'basic' })
    if (verdict.valid) expect(verdict.certificates[0]?.subject).toContain('Yubico U2F EE Serial')
  })

  test('a certificate for another AAGUID is refused, though it signed', async () => {
    // A batch key that a test knows signs for a model that its certificate is not for.
    const batchSecret = new Uint8Array(32).fill(7)
    const key = new VirtualKey({ attestationSecret: batchSecret })
    const made = await makeCredential(await Authenticator.open(openVirtualKey(key)), {
      clientDataHash: hex(PACKED.clientDataHash),
      rp: { id: VECTOR_RP_ID },
      user: { id: hex('01') },
      algorithms: [-7],
    })
    const expectation = { rpId: VECTOR_RP_ID, clientDataHash: hex(PACKED.clientDataHash) }
    expect(verifyAttestation(made, expectation)).toMatchObject({ valid: true, type: 'basic' })
    const authData = made.authData.with(37, 0xff)
    const signed = new Uint8Array([...authData, ...expectation.clientDataHash])
    const sig = p256.sign(signed, batchSecret, { format: 'der', lowS: false })
    const attStmt = new Map([...made.attStmt, ['sig', sig]])
    expect(verifyAttestation({ ...made, authData, attStmt }, expectation)).toMatchObject({
      reason: 'the certificate is for another AAGUID',
    })
  })

  test('a certificate whose key cannot be read is malformed, not a crash', () => {
    const [certificate] = yubico.attStmt.get('x5c') as Uint8Array[]
    const digits = Buffer.from(certificate ?? []).toString('hex')
    const broken = hex(digits.replace('06082a8648ce3d030107', '06082a8648ce3d0301ff'))
    const attStmt = new Map([...yubico.attStmt, ['x5c', [broken]]] as [string, CborValue][])
    expect(verifyAttestation({ ...yubico, attStmt }, yubicoExpected)).toMatchObject({
      reason: 'the attestation certificate is malformed',
    })
  })

  test('fido-u2f (a U2F key by Yubico)', () => {
    const registration = hex(U2F.registration)
    const point = registration.subarray(1, 66)
    const keyHandle = registration.subarray(67, 131)
    const certificateLength = 4 + Buffer.from(registration).readUInt16BE(133)
    const certificate = registration.subarray(131, 131 + certificateLength)
    const sig = registration.subarray(131 + certificateLength)
    const authData = new Uint8Array([
      ...hex(U2F.rpIdHash),
      ...hex('4100000000'),
      ...new Uint8Array(16),
      ...hex('0040'),
      ...keyHandle,
      ...hex('a5010203262001215820'),
      ...point.subarray(1, 33),
      ...hex('225820'),
      ...point.subarray(33),
    ])
    const attStmt = new Map<string, CborValue>([
      ['sig', sig],
      ['x5c', [certificate]],
    ])
    const expectation = { rpId: hex(U2F.rpIdHash), clientDataHash: hex(U2F.clientDataHash) }
    const credential = { fmt: 'fido-u2f', authData, attStmt }
    expect(verifyAttestation(credential, expectation)).toMatchObject({ valid: true, type: 'basic' })
    const twice = new Map(attStmt).set('x5c', [certificate, certificate])
    expect(verifyAttestation({ ...credential, attStmt: twice }, expectation)).toMatchObject({
      reason: 'x5c is not one certificate',
    })
    // The standard lets one be there (its own vector has one), but nothing signs it.
    const claimed = authData.with(37, 0xfa)
    expect(verifyAttestation({ ...credential, authData: claimed }, expectation)).toMatchObject({
      valid: true,
      aaguid: '00000000-0000-0000-0000-000000000000',
    })
  })

  test.each<[string, Partial<AttestedCredential>, string]>([
    ['tpm', { fmt: 'tpm' }, 'attestation format "tpm" is not supported'],
    ['a statement in format none', { fmt: 'none' }, 'format none carries a statement'],
    ['no signature', { attStmt: new Map([['alg', -7]]) }, 'sig is missing'],
    [
      'an empty x5c',
      {
        attStmt: new Map<string, CborValue>([
          ['alg', -7],
          ['sig', hex('00')],
          ['x5c', []],
        ]),
      },
      'x5c is empty',
    ],
    [
      'a certificate that is none',
      {
        attStmt: new Map<string, CborValue>([
          ['alg', -7],
          ['sig', hex('00')],
          ['x5c', [hex('3003020101')]],
        ]),
      },
      'the attestation certificate is malformed',
    ],
    [
      'self attestation by another algorithm',
      {
        attStmt: new Map<string, CborValue>([
          ['alg', -8],
          ['sig', hex('00')],
        ]),
      },
      'by another algorithm',
    ],
  ])('refuses %s', (_name, changes, reason) => {
    const verdict = verifyAttestation({ ...yubico, ...changes }, yubicoExpected)
    expect(verdict).toMatchObject({ valid: false, reason: expect.stringContaining(reason) })
  })

  test('refuses authenticator data without a user or without a credential', () => {
    const without = (flags: number, length = yubico.authData.length): AttestedCredential => {
      const authData = yubico.authData.slice(0, length)
      authData[32] = flags
      return { ...yubico, authData }
    }
    expect(verifyAttestation(without(0x40), yubicoExpected)).toMatchObject({
      reason: 'the user was not present',
    })
    expect(verifyAttestation(without(0x01, 37), yubicoExpected)).toMatchObject({
      reason: 'there is no attested credential data',
    })
    expect(verifyAttestation(without(0x51), yubicoExpected)).toMatchObject({
      reason: 'backed up without being eligible for it',
    })
    const expectation = { ...yubicoExpected, requireUserVerification: true }
    expect(verifyAttestation(yubico, expectation)).toMatchObject({
      reason: 'the user was not verified',
    })
  })
})

describe('authenticator data (WebAuthn 3, section 6.1)', () => {
  const good = hex(MAKE_CREDENTIAL_AUTH_DATA)

  test('is taken apart', () => {
    const data = parseAuthenticatorData(good)
    expect(data).toMatchObject({ signCount: 28, extensions: null })
    expect(data.flags).toMatchObject({ up: true, uv: false, at: true, ed: false })
    expect(data.attestedCredentialData).toMatchObject({
      aaguid: 'f8a011f3-8c0a-4d15-8006-17111f9edc7d',
      credentialId: hex(CREDENTIAL_ID),
    })
  })

  test('extensions follow', () => {
    const data = new Uint8Array([...good, ...hex('a16b6372656450726f7465637402')])
    data[32] = 0xc1
    expect(parseAuthenticatorData(data).extensions).toEqual(new Map([['credProtect', 2]]))
  })

  test.each<[string, (data: Uint8Array) => Uint8Array]>([
    ['cut in the header', (data) => data.subarray(0, 36)],
    ['cut in the AAGUID', (data) => data.subarray(0, 50)],
    ['cut in the credential id', (data) => data.subarray(0, 60)],
    ['cut in the key', (data) => data.subarray(0, 130)],
    ['with bytes after the end', (data) => new Uint8Array([...data, 0])],
    ['with a credential id of 65535 bytes', (data) => data.with(53, 0xff).with(54, 0xff)],
    ['with extensions announced but absent', (data) => data.with(32, 0xc1)],
    ['with a key that is no map', (data) => data.with(119, 0x85)],
  ])('%s is a KeyProtocolError', (_name, change) => {
    expect(() => parseAuthenticatorData(change(good))).toThrow(KeyProtocolError)
  })
})

type Pair = { publicKey: KeyObject; privateKey: KeyObject }
const b64 = (text: string | undefined): Uint8Array =>
  new Uint8Array(Buffer.from(text ?? '', 'base64url'))

const algorithms: readonly [
  string,
  number,
  string | null,
  () => Pair,
  (jwk: JsonWebKey) => CborMap,
][] = [
  [
    'ES256',
    -7,
    'sha256',
    () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    (jwk) => ec2(-7, 1, jwk),
  ],
  [
    'ES384',
    -35,
    'sha384',
    () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    (jwk) => ec2(-35, 2, jwk),
  ],
  [
    'ES256K',
    -47,
    'sha256',
    () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    (key) => ec2(-47, 8, key),
  ],
  [
    'EdDSA',
    -8,
    null,
    () => generateKeyPairSync('ed25519'),
    ({ x }) =>
      new Map<number, CborValue>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, b64(x)],
      ]),
  ],
  [
    'RS256',
    -257,
    'sha256',
    () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ({ n, e }) =>
      new Map<number, CborValue>([
        [1, 3],
        [3, -257],
        [-1, b64(n)],
        [-2, b64(e)],
      ]),
  ],
]

function ec2(alg: number, curve: number, { x, y }: JsonWebKey): CborMap {
  return new Map<number, CborValue>([
    [1, 2],
    [3, alg],
    [-1, curve],
    [-2, b64(x)],
    [-3, b64(y)],
  ])
}

describe('COSE keys (RFC 9053)', () => {
  test.each(algorithms)('%s is read, and verifies', (_name, alg, hash, make, toCose) => {
    const { publicKey, privateKey } = make()
    const imported = importCoseKey(toCose(publicKey.export({ format: 'jwk' })))
    expect(imported.alg).toBe(alg)
    const message = hex('010203')
    const signature = new Uint8Array(sign(hash, message, privateKey))
    expect(verifySignature(imported, message, signature)).toBe(true)
    expect(verifySignature(imported, hex('010204'), signature)).toBe(false)
    expect(verifySignature(imported, message, hex(''))).toBe(false)
  })

  test('a signature by a key of another kind than its algorithm is wrong', () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const signature = hex('00')
    expect(verifySignature({ alg: -7, key: publicKey }, hex('00'), signature)).toBe(false)
    expect(verifySignature({ alg: -65535, key: publicKey }, hex('00'), signature)).toBe(false)
  })

  const point = hex('00'.repeat(32))
  test.each<[string, [number, CborValue][], string]>([
    ['no algorithm', [[1, 2]], 'alg is missing'],
    ['an algorithm we do not read', [[3, -48]], 'alg -48 is not supported'],
    [
      'another key type',
      [
        [1, 3],
        [3, -7],
      ],
      'kty 3 is not 2',
    ],
    [
      'another curve',
      [
        [1, 2],
        [3, -7],
        [-1, 2],
      ],
      'crv 2 is not 1',
    ],
    [
      'a short coordinate',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, hex('00')],
      ],
      'x is not 32 bytes long',
    ],
    [
      'a compressed point',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, point],
        [-3, true],
      ],
      'y is not a byte',
    ],
    [
      'a point that is not on the curve',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, point],
        [-3, point],
      ],
      'key is not a valid key',
    ],
    [
      'a short RSA key',
      [
        [1, 3],
        [3, -257],
        [-1, hex('ff')],
        [-2, hex('010001')],
      ],
      'n is not of',
    ],
  ])('refuses %s', (_name, entries, reason) => {
    expect(() => importCoseKey(new Map(entries))).toThrow(reason)
  })
})
