import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { toBase64Url } from '../base64.ts'

/** What one DPoP proof is for; `nonce` at the token endpoint, `accessToken` at a resource. */
export interface ProofTarget {
  readonly method: string
  readonly url: string
  readonly nonce?: string | null
  readonly accessToken?: string
}

/** Signs DPoP proofs (RFC 9449) with a key of this process; every proof is new. */
export interface Dpop {
  proof(target: ProofTarget): Promise<string>
  /** The nonce Okta gave last, at either endpoint. */
  readonly nonce: string | null
  /** Remembers the `dpop-nonce` of any answer; true when it was a new one. */
  learnNonce(header: string | null): boolean
}

/** Okta wants this key apart from the client's; it is made at first use and dies with the process. */
export function createDpop(now: () => number): Dpop {
  let nonce: string | null = null
  let pair: Promise<ProofKey> | null = null
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
      pair ??= makeProofKey()
      return signProof(await pair, target, now())
    },
  }
}

type ProofKey = Awaited<ReturnType<typeof makeProofKey>>

async function makeProofKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  return { privateKey, jwk: await exportJWK(publicKey) }
}

function signProof(key: ProofKey, target: ProofTarget, nowMs: number): Promise<string> {
  const url = new URL(target.url)
  return new SignJWT({
    htm: target.method,
    htu: url.origin + url.pathname,
    ...(target.nonce ? { nonce: target.nonce } : {}),
    ...(target.accessToken === undefined ? {} : { ath: hashOf(target.accessToken) }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk })
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setJti(randomUUID())
    .sign(key.privateKey)
}

function hashOf(accessToken: string): string {
  return toBase64Url(createHash('sha256').update(accessToken, 'ascii').digest())
}
