import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { ProviderError } from '../../provider.ts'
import type { SigningKey } from './private-key.ts'

const lifetimeS = 300

/**
 * A private_key_jwt client assertion (RFC 7523 section 3) for one request to `audience`. Throws ProviderError
 * `connection-invalid` for a key that WebCrypto does not take, though OpenSSL did.
 */
export async function signClientAssertion(
  client: {
    readonly clientId: string
    readonly keyId: string | null
    readonly signingKey: SigningKey
  },
  audience: string,
  nowMs: number,
): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000)
  const keyId = client.keyId ?? client.signingKey.keyId
  return new SignJWT()
    .setProtectedHeader({
      alg: client.signingKey.algorithm,
      ...(keyId === null ? {} : { kid: keyId }),
    })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeS)
    .setJti(randomUUID())
    .sign(client.signingKey.key)
    .catch((error: unknown) => {
      throw new ProviderError({ code: 'connection-invalid', field: 'auth.privateKey' }, null, {
        cause: error,
      })
    })
}
