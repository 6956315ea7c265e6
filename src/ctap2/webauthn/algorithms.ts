/** How signatures of an algorithm are verified, and the keys it takes. */
export interface SignatureAlgorithm {
  /** Hash of the message; null for EdDSA, which hashes by itself. */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null
  /** As node:crypto names it. */
  readonly keyType: 'ec' | 'ed25519' | 'rsa'
}

const ecdsa = (hash: 'sha256' | 'sha384' | 'sha512'): SignatureAlgorithm => ({
  hash,
  keyType: 'ec',
})
const ed25519: SignatureAlgorithm = { hash: null, keyType: 'ed25519' }

/** What is verified with node:crypto, by COSE number (RFC 9053 §2, RFC 8812 §2, RFC 9864 §2). */
const ALGORITHMS: ReadonlyMap<number, SignatureAlgorithm> = new Map([
  [-7, ecdsa('sha256')],
  [-8, ed25519],
  [-9, ecdsa('sha256')],
  [-19, ed25519],
  [-35, ecdsa('sha384')],
  [-36, ecdsa('sha512')],
  [-51, ecdsa('sha384')],
  [-52, ecdsa('sha512')],
  [-257, { hash: 'sha256', keyType: 'rsa' }],
])

/** ECDSA on secp256k1: of credentials only, for Electron cannot read certificates of that curve. */
export const ES256K = -47

/** The algorithm of this COSE number; undefined for one whose signatures are not verified here. */
export function algorithmOf(alg: number): SignatureAlgorithm | undefined {
  return ALGORITHMS.get(alg)
}
