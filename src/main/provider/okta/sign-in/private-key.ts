import {
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKeyInput,
  type KeyObject,
} from 'node:crypto'

/** The key a service app proves itself with. The key object shows nothing when printed. */
export interface SigningKey {
  readonly key: KeyObject
  readonly algorithm: 'RS256' | 'ES256' | 'ES384' | 'ES512'
  readonly keyId: string | null
}

const curveAlgorithms = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' } as const
const leastModulusBits = 2048

/**
 * Reads a private key from PEM (PKCS#8, PKCS#1, SEC 1), a JWK, or a JWK set (RFC 7517 §5) that has only
 * one, or only one with this `kid`. Null when there is none, it is encrypted, or it is of a kind or size
 * Okta does not take for private_key_jwt.
 */
export function readPrivateKey(
  source: string | Record<string, unknown>,
  keyId: string | null = null,
): SigningKey | null {
  if (typeof source === 'string' || !Array.isArray(source['keys'])) return signingKeyOf(source)
  const keys = source['keys'].filter(isRecord).flatMap((jwk) => signingKeyOf(jwk) ?? [])
  const [only = null, ...others] = keys.filter((key) => keyId === null || key.keyId === keyId)
  return others.length === 0 ? only : null
}

function signingKeyOf(source: string | Record<string, unknown>): SigningKey | null {
  const key = openKey(source)
  const algorithm = key && algorithmOf(key)
  if (!key || !algorithm || !doesSign(key)) return null
  const keyId =
    typeof source === 'object' && typeof source['kid'] === 'string' ? source['kid'] : null
  return Object.freeze({ key, algorithm, keyId })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function openKey(source: string | Record<string, unknown>): KeyObject | null {
  try {
    if (typeof source === 'string') return createPrivateKey(source)
    const input: JsonWebKeyInput = { key: source, format: 'jwk' }
    return createPrivateKey(input)
  } catch {
    // What OpenSSL says of a malformed key is no help to an operator, and could quote it.
    return null
  }
}

/** A JWK can name numbers that are no key together (RFC 7518 section 6): only its use shows that. */
function doesSign(key: KeyObject): boolean {
  try {
    const probe = Buffer.from('probe')
    return verify('sha256', probe, createPublicKey(key), sign('sha256', probe, key))
  } catch {
    return false
  }
}

function algorithmOf(key: KeyObject): SigningKey['algorithm'] | null {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa') {
    return (details?.modulusLength ?? 0) >= leastModulusBits ? 'RS256' : null
  }
  if (key.asymmetricKeyType !== 'ec') return null
  const curve = Object.entries(curveAlgorithms).find(([name]) => name === details?.namedCurve)
  return curve?.[1] ?? null
}
