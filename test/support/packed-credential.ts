import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { CborValue } from '../../src/ctap2/cbor.ts'
import type { AttestedCredential } from '../../src/ctap2/index.ts'
import * as der from '../../src/simulator/virtual-key/crypto/der.ts'
import { hex } from './scripted-key.ts'

/** What a packed attestation of the tests is made of; a good one by a P-256 certificate without any. */
export interface PackedWish {
  /** COSE number in the statement. */
  readonly alg?: number
  readonly hash?: 'sha256' | 'sha384' | 'sha512' | null
  readonly signer?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  /** DER of the certificate's AAGUID extension, from its object identifier on. */
  readonly aaguidExtension?: Uint8Array
  /** CBOR of the extension outputs. */
  readonly extensionOutputs?: Uint8Array
  /** CBOR of the COSE_Key in place of a canonical one. */
  readonly coseKey?: (x: Uint8Array, y: Uint8Array) => Uint8Array
}

/** The relying party, the AAGUID and the client data of every packed credential of the tests. */
export const PACKED_RP_ID = 'example.org'
export const PACKED_AAGUID = hex('0102030405060708090a0b0c0d0e0f10')
export const PACKED_CLIENT_DATA_HASH = new Uint8Array(32).fill(9)

const EC = { namedCurve: 'P-256' }

/** A credential with a packed attestation by certificate (WebAuthn 3 §8.2), in every way as wished. */
export function packedCredential(wish: PackedWish = {}): AttestedCredential {
  const { alg = -7, hash = 'sha256', signer = generateKeyPairSync('ec', EC) } = wish
  const authData = authenticatorData(wish)
  const signed = new Uint8Array([...authData, ...PACKED_CLIENT_DATA_HASH])
  const attStmt = new Map<string, CborValue>([
    ['alg', alg],
    ['sig', new Uint8Array(sign(hash, signed, signer.privateKey))],
    ['x5c', [certificateOf(signer.publicKey, wish.aaguidExtension)]],
  ])
  return { fmt: 'packed', authData, attStmt }
}

function authenticatorData({ extensionOutputs, coseKey = canonicalKey }: PackedWish): Uint8Array {
  const { publicKey } = generateKeyPairSync('ec', EC)
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [left, right] = [x, y].map((each) => new Uint8Array(Buffer.from(each, 'base64url')))
  return new Uint8Array([
    ...createHash('sha256').update(PACKED_RP_ID).digest(),
    extensionOutputs ? 0xc5 : 0x45,
    ...hex('00000001'),
    ...PACKED_AAGUID,
    ...hex('0004 01020304'),
    ...coseKey(left ?? new Uint8Array(), right ?? new Uint8Array()),
    ...(extensionOutputs ?? []),
  ])
}

function canonicalKey(x: Uint8Array, y: Uint8Array): Uint8Array {
  return new Uint8Array([...hex('a5010203262001215820'), ...x, ...hex('225820'), ...y])
}

function certificateOf(publicKey: KeyObject, aaguidExtension?: Uint8Array): Uint8Array {
  const algorithm = der.sequence(der.oid('1.2.840.10045.4.3.2'))
  const name = der.sequence(
    attribute('2.5.4.6', der.printableText('SE')),
    attribute('2.5.4.10', der.utf8Text('Maker')),
    attribute('2.5.4.11', der.utf8Text('Authenticator Attestation')),
    attribute('2.5.4.3', der.utf8Text('Batch')),
  )
  const constraints = der.sequence(der.oid('2.5.29.19'), der.octets(der.sequence()))
  const extensions = [constraints, ...(aaguidExtension ? [der.sequence(aaguidExtension)] : [])]
  const body = der.sequence(
    der.tagged(0, der.integer(Uint8Array.of(2))),
    der.integer(Uint8Array.of(1)),
    algorithm,
    name,
    der.sequence(der.utcTime('200101000000Z'), der.utcTime('491231235959Z')),
    name,
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    der.tagged(3, der.sequence(...extensions)),
  )
  // Nobody checks who signed it: the chain is not judged by verifyAttestation.
  return der.sequence(body, algorithm, der.bits(new Uint8Array(8)))
}

function attribute(id: string, value: Uint8Array): Uint8Array {
  return der.set(der.sequence(der.oid(id), value))
}
