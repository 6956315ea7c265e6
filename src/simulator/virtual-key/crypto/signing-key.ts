import { createECDH, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { concat, fromHex, plain } from '../bytes.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import type { Random } from '../random.ts'
import { signDeterministically } from './deterministic-ecdsa.ts'

/** COSE algorithm identifiers (RFC 9053) this key can sign with. */
export const Algorithm = Object.freeze({ es256: -7, edDsa: -8 })
export type Algorithm = (typeof Algorithm)[keyof typeof Algorithm]

export interface SigningKey {
  readonly algorithm: Algorithm
  /** 32 bytes: the scalar of P-256 or the seed of Ed25519. */
  readonly secret: Uint8Array
}

const PKCS8_P256 = fromHex('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420')
const PKCS8_ED25519 = fromHex('302e020100300506032b657004220420')

export function generateSigningKey(algorithm: Algorithm, random: Random): SigningKey {
  let secret = random(32)
  // The order of P-256 starts with ffffffff00000000: one draw in 2^32 could lie above it.
  while (secret.subarray(0, 4).every((byte) => byte === 0xff)) secret = random(32)
  return { algorithm, secret }
}

/** The uncompressed point of a P-256 scalar: 04, x, y. */
export function pointOf(secret: Uint8Array): Uint8Array {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  return plain(ecdh.getPublicKey())
}

/** The public key as COSE_Key (RFC 9052), in the only form WebAuthn allows. */
export function coseKeyOf(key: SigningKey): CborMap {
  if (key.algorithm === Algorithm.es256) return coseP256(pointOf(key.secret), key.algorithm)
  return cborMap([
    [1, 1],
    [3, key.algorithm],
    [-1, 6],
    [-2, ed25519Public(key.secret)],
  ])
}

export function coseP256(point: Uint8Array, algorithm: number): CborMap {
  return cborMap([
    [1, 2],
    [3, algorithm],
    [-1, 1],
    [-2, point.slice(1, 33)],
    [-3, point.slice(33, 65)],
  ])
}

function ed25519Public(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(pkcs8(PKCS8_ED25519, seed)).export({ format: 'der', type: 'spki' })
  return plain(der.subarray(-32))
}

/** Signs as WebAuthn wants it: DER for ES256, 64 bytes for EdDSA. */
export function signWith(key: SigningKey, message: Uint8Array, isRepeatable: boolean): Uint8Array {
  if (key.algorithm === Algorithm.edDsa)
    return plain(sign(null, message, pkcs8(PKCS8_ED25519, key.secret)))
  return isRepeatable
    ? signDeterministically(key.secret, message)
    : plain(sign('sha256', message, pkcs8(PKCS8_P256, key.secret)))
}

function pkcs8(prefix: Uint8Array, secret: Uint8Array): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({
    key: Buffer.from(concat(prefix, secret)),
    format: 'der',
    type: 'pkcs8',
  })
}
