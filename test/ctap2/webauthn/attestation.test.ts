import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyAssertion, verifyAttestation } from '../../../src/ctap2/index.ts'
import {
  PACKED_AAGUID,
  PACKED_CLIENT_DATA_HASH,
  PACKED_RP_ID,
  packedCredential,
  type PackedWish,
} from '../../support/packed-credential.ts'
import { hex } from '../../support/scripted-key.ts'

const expectation = { rpId: PACKED_RP_ID, clientDataHash: PACKED_CLIENT_DATA_HASH }
const tolerate = ['key-order', 'longer-than-needed', 'not-utf-8'] as const

const verdictOn = (wish: PackedWish): unknown =>
  verifyAttestation(packedCredential(wish), expectation)

describe('packed attestation by the algorithms makers use', () => {
  test.each<[string, PackedWish]>([
    ['ES256', {}],
    ['ES384', ec(-35, 'sha384', 'P-384')],
    ['ES512 on P-521', ec(-36, 'sha512', 'P-521')],
    ['ESP256', ec(-9, 'sha256', 'P-256')],
    ['ESP384', ec(-51, 'sha384', 'P-384')],
    ['ESP512', ec(-52, 'sha512', 'P-521')],
    ['EdDSA', { alg: -8, hash: null, signer: generateKeyPairSync('ed25519') }],
    ['Ed25519', { alg: -19, hash: null, signer: generateKeyPairSync('ed25519') }],
    [
      'RS256',
      { alg: -257, hash: 'sha256', signer: generateKeyPairSync('rsa', { modulusLength: 2048 }) },
    ],
  ])('%s is verified', (_name, wish) => {
    const credential = packedCredential(wish)
    expect(verifyAttestation(credential, expectation)).toMatchObject({ valid: true, type: 'basic' })
    const other = { ...expectation, clientDataHash: new Uint8Array(32) }
    const verdict = verifyAttestation(credential, other)
    expect(verdict).toEqual({ valid: false, reason: 'the attestation signature is wrong' })
  })

  test.each([-48, -47, -53, -65535, 2 ** 40])(
    'one by algorithm %d is named as not verified here, never as forged',
    (alg) => {
      expect(verdictOn({ alg })).toMatchObject({
        valid: false,
        reason: `algorithm ${alg} is not verified here`,
        unverifiedAlgorithm: alg,
        publicKey: { alg: -7 },
        authenticatorData: { flags: { uv: true } },
      })
    },
  )

  test('what is wrong besides an algorithm that is not verified here is still wrong', () => {
    const credential = packedCredential({ alg: -48 })
    const verdict = verifyAttestation(credential, { ...expectation, rpId: 'example.com' })
    expect(verdict).toEqual({ valid: false, reason: 'rpIdHash is not of this relying party' })
  })

  test('an algorithm that we verify, with a key of another kind, is wrong', () => {
    const { signer, hash } = ec(-36, 'sha512', 'P-521')
    expect(verdictOn({ alg: -257, signer, hash })).toEqual({
      valid: false,
      reason: 'the attestation signature is wrong',
    })
  })
})

describe('the AAGUID extension of an attestation certificate (RFC 5280 §4.1)', () => {
  const oid = '060b2b0601040182e51c010104'
  const value = `04120410${Buffer.from(PACKED_AAGUID).toString('hex')}`

  test.each([
    ['not critical', oid + value],
    ['with critical FALSE written out', `${oid}010100${value}`],
  ])('is taken: %s', (_name, extension) => {
    expect(verdictOn({ aaguidExtension: hex(extension) })).toMatchObject({ valid: true })
  })

  test.each([
    ['critical', `${oid}0101ff${value}`, 'the AAGUID extension is marked critical'],
    ['critical in BER', `${oid}010101${value}`, 'the AAGUID extension is marked critical'],
    ['malformed', `${oid}04020400`, 'the AAGUID extension is malformed'],
    [
      'of another model',
      `${oid}04120410${'aa'.repeat(16)}`,
      'the certificate is for another AAGUID',
    ],
  ])('is refused: %s', (_name, extension, reason) => {
    expect(verdictOn({ aaguidExtension: hex(extension) })).toEqual({ valid: false, reason })
  })
})

describe('authenticator data of a key that is tolerated', () => {
  // hmac-secret before credProtect, as SoloKeys' and other firmware writes it.
  const extensionOutputs = hex('a26b686d61632d736563726574f56b6372656450726f7465637403')
  const disordered = (x: Uint8Array, y: Uint8Array): Uint8Array =>
    new Uint8Array([...hex('a50102215820'), ...x, ...hex('225820'), ...y, ...hex('03262001')])

  test.each<[string, PackedWish, string]>([
    ['extension outputs', { extensionOutputs }, 'authData.extensions'],
    ['the COSE key', { coseKey: disordered }, 'authData.credentialPublicKey'],
  ])('%s out of order are taken as the rest of the answer is', (_name, wish, field) => {
    const credential = packedCredential(wish)
    const taken = verifyAttestation(credential, { ...expectation, tolerate })
    expect(taken).toMatchObject({ valid: true, publicKey: { alg: -7 } })
    const refused = verifyAttestation(credential, expectation)
    expect(refused).toMatchObject({ valid: false, reason: expect.stringContaining(field) })
  })

  test('an assertion too', () => {
    const credential = packedCredential({ extensionOutputs })
    const verdict = verifyAttestation(credential, { ...expectation, tolerate })
    if (!verdict.valid) throw new Error(verdict.reason)
    const check = {
      ...expectation,
      publicKey: verdict.publicKey,
      authenticatorData: credential.authData,
      signature: hex('00'),
    }
    expect(verifyAssertion(check)).toMatchObject({ reason: expect.stringContaining('order') })
    // Read, and then judged by its signature.
    expect(verifyAssertion({ ...check, tolerate })).toMatchObject({
      reason: 'the signature is wrong',
    })
  })
})

function ec(
  alg: number,
  hash: 'sha256' | 'sha384' | 'sha512',
  namedCurve: string,
): Required<Pick<PackedWish, 'alg' | 'hash' | 'signer'>> {
  return { alg, hash, signer: generateKeyPairSync('ec', { namedCurve }) }
}
