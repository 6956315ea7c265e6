import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  EmbeddedJWK,
  jwtVerify,
} from 'jose'
import { describe, expect, test } from 'vitest'
import { readConnection } from '../../../../../src/main/provider/okta/connection.ts'
import { createOktaProvider } from '../../../../../src/main/provider/okta/provider.ts'
import {
  startLocalOkta,
  tokenReply,
  userBody,
  type LocalOkta,
  type Received,
  type Reply,
} from '../local-okta.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })

function providerFor(okta: LocalOkta, privateKey: unknown, now: () => number = Date.now) {
  const connection = readConnection({
    orgUrl: okta.url,
    auth: { kind: 'service-app', clientId: '0oa1', keyId: 'key-1', privateKey },
  })
  return createOktaProvider(connection, { fetch, now, sleep: () => Promise.resolve() })
}

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
const exported: Record<string, [string | object, KeyObject, string]> = {
  'RSA, PKCS#8': [rsa.privateKey.export(pkcs8), rsa.publicKey, 'RS256'],
  'RSA, PKCS#1': [rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }), rsa.publicKey, 'RS256'],
  'RSA, JWK': [rsa.privateKey.export({ format: 'jwk' }), rsa.publicKey, 'RS256'],
  'P-256, PKCS#8': [p256.privateKey.export(pkcs8), p256.publicKey, 'ES256'],
  'P-256, JWK': [p256.privateKey.export({ format: 'jwk' }), p256.publicKey, 'ES256'],
  'P-384, SEC 1': [
    p384.privateKey.export({ type: 'sec1', format: 'pem' }),
    p384.publicKey,
    'ES384',
  ],
}

/** Refuses like Okta until the nonce is right, then gives a token. */
function askForNonce(request: Received, nonce: string): Reply {
  const proof = decodeJwt(request.headers['dpop'] ?? '')
  if (proof['nonce'] === nonce) return tokenReply
  return {
    status: 400,
    headers: { 'dpop-nonce': nonce },
    body: { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce.' },
  }
}

function isToken({ path }: Received): boolean {
  return path === '/oauth2/v1/token'
}

describe('a service app signs in', () => {
  test.each(Object.entries(exported))('with a key of %s', async (_name, [key, publicKey, alg]) => {
    const okta = await startLocalOkta((r) =>
      isToken(r) ? askForNonce(r, 'n-1') : { status: 200, body: userBody },
    )
    const person = await providerFor(okta, key).getPerson('00u1')
    expect(person.login).toBe('ada@acme.com')

    const [first, second, call] = okta.received
    const assertions = [first, second].map((r) =>
      String(new URLSearchParams(r?.body).get('client_assertion')),
    )
    const read = await Promise.all(
      assertions.map((jwt) =>
        jwtVerify(jwt, publicKey, {
          audience: `${okta.url}/oauth2/v1/token`,
          issuer: '0oa1',
          subject: '0oa1',
        }),
      ),
    )
    expect(read.map((r) => r.protectedHeader)).toEqual([
      { alg, kid: 'key-1' },
      { alg, kid: 'key-1' },
    ])
    expect(new Set(read.map((r) => r.payload.jti)).size).toBe(2)
    const form = new URLSearchParams(second?.body)
    expect(form.get('scope')).toBe('okta.users.manage okta.users.read')
    expect(call?.headers['authorization']).toBe('DPoP at-1')
  })

  test('and proves each request anew with one key that is not the client key', async () => {
    const okta = await startLocalOkta((r) =>
      isToken(r) ? askForNonce(r, 'n-1') : { status: 200, body: userBody },
    )
    const provider = providerFor(okta, rsa.privateKey.export(pkcs8))
    await provider.getPerson('00u1')
    await provider.getPerson('00u1')

    const proofs = okta.received.map((r) => r.headers['dpop'] ?? '')
    const read = await Promise.all(proofs.map((jwt) => jwtVerify(jwt, EmbeddedJWK)))
    expect(read.map((r) => [r.payload['htm'], r.payload['htu'], r.payload['nonce']])).toEqual([
      ['POST', `${okta.url}/oauth2/v1/token`, undefined],
      ['POST', `${okta.url}/oauth2/v1/token`, 'n-1'],
      ['GET', `${okta.url}/api/v1/users/00u1`, 'n-1'],
      ['GET', `${okta.url}/api/v1/users/00u1`, 'n-1'],
    ])
    // ath: base64url(SHA-256("at-1")), from `printf at-1 | openssl dgst -sha256 -binary | basenc --base64url`
    expect(read.map((r) => r.payload['ath'])).toEqual([
      undefined,
      undefined,
      'R8PYaIQdcYEdkSc9TeGyiUqSAedmCQuOQImPRh1E3HI',
      'R8PYaIQdcYEdkSc9TeGyiUqSAedmCQuOQImPRh1E3HI',
    ])
    expect(new Set(read.map((r) => r.payload.jti)).size).toBe(4)
    expect(decodeProtectedHeader(proofs[0] ?? '').alg).toBe('ES256')
    const keys = await Promise.all(
      read.map((r) => calculateJwkThumbprint(r.protectedHeader.jwk ?? { kty: '' })),
    )
    expect(new Set(keys).size).toBe(1)
  })
})
