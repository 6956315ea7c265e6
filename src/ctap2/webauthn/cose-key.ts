import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { CborMap } from '../cbor.ts'
import { KeyProtocolError } from '../errors.ts'
import { bytes, bytesOf, Fields, integer } from '../fields.ts'
import { ES256K } from './algorithms.ts'

/** A credential's public key, ready to verify signatures. */
export interface CredentialPublicKey {
  /** COSE algorithm number, for example -7 for ES256. */
  readonly alg: number
  /** For ES256K a point of secp256k1, uncompressed: Electron's BoringSSL does not have that curve. */
  readonly key: KeyObject | Uint8Array
}

// COSE_Key parameters (RFC 9052 §7.1, RFC 9053 §7, RFC 8230 §4).
const KTY = 1
const ALG = 3
const CRV = -1
const X = -2
const Y = -3
const RSA_N = -1
const RSA_E = -2

type KeyReader = (fields: Fields) => JsonWebKey

const p256Key: KeyReader = (fields) => ellipticKey(fields, 1, 'P-256', 32)
const p384Key: KeyReader = (fields) => ellipticKey(fields, 2, 'P-384', 48)
const p521Key: KeyReader = (fields) => ellipticKey(fields, 3, 'P-521', 66)

/** Which COSE keys can be read: key type and curve are fixed by the algorithm (WebAuthn 3 §5.8.5). */
const READERS: ReadonlyMap<number, KeyReader> = new Map([
  [-7, p256Key],
  [-8, edwardsKey],
  [-9, p256Key],
  [-19, edwardsKey],
  [-35, p384Key],
  [-36, p521Key],
  [-51, p384Key],
  [-52, p521Key],
  [-257, rsaKey],
])

/**
 * The public key of a COSE_Key in ES256, ES384, ES512, EdDSA (Ed25519), RS256 or ES256K, and in the
 * fully specified names of the first four; throws KeyProtocolError (RFC 9053, WebAuthn 3 §5.8.5).
 */
export function importCoseKey(coseKey: CborMap): CredentialPublicKey {
  const fields = new Fields('COSE_Key', coseKey)
  const alg = fields.required(ALG, 'alg', integer)
  if (alg === ES256K) return { alg, key: importSecp256k1(fields) }
  const read = READERS.get(alg)
  if (!read) throw new KeyProtocolError('COSE_Key', 'alg', `${alg} is not supported`)
  return { alg, key: importJwk(read(fields)) }
}

function importSecp256k1(fields: Fields): Uint8Array {
  requireInteger(fields, KTY, 'kty', 2)
  requireInteger(fields, CRV, 'crv', 8)
  const x = fields.required(X, 'x', bytesOf(32))
  const y = fields.required(Y, 'y', bytesOf(32))
  const point = Uint8Array.of(4, ...x, ...y)
  if (secp256k1.utils.isValidPublicKey(point)) return point
  throw new KeyProtocolError('COSE_Key', 'key', 'is not a valid key')
}

// OpenSSL checks here that a point lies on its curve.
function importJwk(key: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key, format: 'jwk' })
  } catch {
    throw new KeyProtocolError('COSE_Key', 'key', 'is not a valid key')
  }
}

function ellipticKey(fields: Fields, curve: number, crv: string, size: number): JsonWebKey {
  requireInteger(fields, KTY, 'kty', 2)
  requireInteger(fields, CRV, 'crv', curve)
  const x = fields.required(X, 'x', bytesOf(size))
  const y = fields.required(Y, 'y', bytesOf(size))
  return { kty: 'EC', crv, x: base64url(x), y: base64url(y) }
}

function edwardsKey(fields: Fields): JsonWebKey {
  requireInteger(fields, KTY, 'kty', 1)
  requireInteger(fields, CRV, 'crv', 6)
  return { kty: 'OKP', crv: 'Ed25519', x: base64url(fields.required(X, 'x', bytesOf(32))) }
}

function rsaKey(fields: Fields): JsonWebKey {
  requireInteger(fields, KTY, 'kty', 3)
  const n = fields.required(RSA_N, 'n', bytes)
  const e = fields.required(RSA_E, 'e', bytes)
  if (n.length < 256 || n.length > 1_024)
    throw new KeyProtocolError('COSE_Key', 'n', 'is not of 2048 bits or more')
  return { kty: 'RSA', n: base64url(n), e: base64url(e) }
}

function requireInteger(fields: Fields, key: number, name: string, expected: number): void {
  const found = fields.required(key, name, integer)
  if (found !== expected)
    throw new KeyProtocolError('COSE_Key', name, `${found} is not ${expected}`)
}

function base64url(data: Uint8Array): string {
  return Buffer.from(data).toString('base64url')
}
