import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import { toBase64Url } from '../base64.ts'

/** What one DPoP proof is for; `nonce` at the token endpoint, `accessToken` at a resource. */
export interface ProofTarget {
  readonly method: string
  readonly url: string
  readonly nonce?: string | null
  readonly accessToken?: string
}

/** Signs DPoP proofs (RFC 9449) with one key for the life of the process; every proof is new. */
export interface Dpop {
  proof(target: ProofTarget): Promise<string>
  /** The private key as a JWK's JSON, to be sealed with a refresh token that is bound to it. */
  exportKey(): Promise<string>
  /** Goes on with the key of an earlier process, unless this one has a key already. */
  adoptKey(json: string): void
  /** The nonce Okta gave last, at either endpoint. */
  readonly nonce: string | null
  /** Remembers the `dpop-nonce` of any answer; true when it was a new one. */
  learnNonce(header: string | null): boolean
}

/** Okta wants this key apart from the client's; it is made at first use, if none is adopted. */
export function createDpop(now: () => number): Dpop {
  let nonce: string | null = null
  let made: Promise<ProofKey> | null = null
  const key = (): Promise<ProofKey> => (made ??= makeProofKey())
  return {
    get nonce() {
      return nonce
    },
    learnNonce(header) {
      if (header === null || header === nonce) return false
      nonce = header
      return true
    },
    async proof(target) {
      return signProof(await key(), target, now())
    },
    exportKey: async () => JSON.stringify((await key()).secret),
    adoptKey(json) {
      // Without its key a refresh token is refused like a worn out one: the operator signs in again.
      made ??= readProofKey(json).catch(makeProofKey)
    },
  }
}

interface ProofKey {
  readonly privateKey: Parameters<SignJWT['sign']>[0]
  readonly jwk: JWK
  readonly secret: JWK
}

async function makeProofKey(): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  return { privateKey, jwk: await exportJWK(publicKey), secret: await exportJWK(privateKey) }
}

const proofKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

async function readProofKey(json: string): Promise<ProofKey> {
  const secret = proofKeySchema.parse(JSON.parse(json))
  const { kty, crv, x, y } = secret
  return { privateKey: await importJWK(secret, 'ES256'), jwk: { kty, crv, x, y }, secret }
}

function signProof(key: ProofKey, target: ProofTarget, nowMs: number): Promise<string> {
  return new SignJWT({
    htm: target.method,
    htu: targetUri(target.url),
    ...(target.nonce ? { nonce: target.nonce } : {}),
    ...(target.accessToken === undefined ? {} : { ath: hashOf(target.accessToken) }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk })
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setJti(randomUUID())
    .sign(key.privateKey)
}

/**
 * The `htu` of a request (RFC 9449 section 4.2). Okta decodes the path of what it received, encodes
 * `%`, space, `"` and `#` again, and compares: a proof that says `%40` is refused.
 */
export function targetUri(requestUrl: string): string {
  const { origin, pathname } = new URL(requestUrl)
  return origin + decodeURIComponent(pathname).replace(/[% "#]/g, encodeURIComponent)
}

function hashOf(accessToken: string): string {
  return toBase64Url(createHash('sha256').update(accessToken, 'ascii').digest())
}
