import { generateKeyPairSync } from 'node:crypto'
import type { JWK } from 'jose'

/** A key pair of the service app, as JWKs with a key id. */
export interface AppKey {
  readonly privateJwk: JWK
  readonly publicJwk: JWK
}

/** Makes a P-256 key pair for the service app. */
export function createAppKey(kid: string): AppKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const more = { kid, alg: 'ES256', use: 'sig' }
  return {
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...more },
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...more },
  }
}
