import { verify } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { algorithmOf, ES256K } from './algorithms.ts'
import type { CredentialPublicKey } from './cose-key.ts'

/** Whether the signature of a message is right; ECDSA in ASN.1 DER (WebAuthn 3 §6.5.5). */
export function verifySignature(
  { alg, key }: CredentialPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key instanceof Uint8Array) return alg === ES256K && verifySecp256k1(key, message, signature)
  const algorithm = algorithmOf(alg)
  if (!algorithm || algorithm.keyType !== key.asymmetricKeyType) return false
  try {
    return verify(algorithm.hash, message, key, signature)
  } catch {
    return false
  }
}

/** ES256K: ECDSA with SHA-256; keys are not held to the lower half of s (RFC 8812 §3.2). */
function verifySecp256k1(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return secp256k1.verify(signature, message, key, { format: 'der', lowS: false })
  } catch {
    return false
  }
}
