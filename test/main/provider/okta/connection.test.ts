import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { causeOf } from '../../../../src/main/desk/failure-of.ts'
import {
  readConnection,
  readConnectionFile,
} from '../../../../src/main/provider/okta/connection.ts'
import { signClientAssertion } from '../../../../src/main/provider/okta/sign-in/client-assertion.ts'
import { ProviderError } from '../../../../src/main/provider/provider.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const jwk = privateKey.export({ format: 'jwk' })
const otherJwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  format: 'jwk',
})
const app = { kind: 'service-app', clientId: '0oa1', privateKey: pem }
const token = { kind: 'token', token: '00Qsecret' }
const base = { orgUrl: 'https://acme.okta.com', auth: app }

function fieldAtFault(json: unknown): string | null {
  try {
    readConnection(json)
    return null
  } catch (error) {
    if (!(error instanceof ProviderError) || error.reason.code !== 'connection-invalid') throw error
    return error.reason.field
  }
}

describe('a connection', () => {
  test('is an organization, an origin, and a way of signing in', () => {
    const read = readConnection({ ...base, orgUrl: 'https://acme.okta.com/' })
    expect(read).toMatchObject({
      orgUrl: 'https://acme.okta.com',
      origin: 'https://acme.okta.com',
      customRpId: null,
      auth: { kind: 'service-app', clientId: '0oa1', keyId: null },
    })
  })

  test('may name a custom domain, and an RP ID the domain is part of', () => {
    const read = readConnection({ ...base, origin: 'https://id.acme.com', customRpId: 'acme.com' })
    expect(read).toMatchObject({ origin: 'https://id.acme.com', customRpId: 'acme.com' })
  })

  test.each([
    ['https://acme.okta.com.', 'https://acme.okta.com'],
    ['https://ACME.Okta.COM:443/', 'https://acme.okta.com'],
    ['https://acme-admin.okta.com.', 'https://acme.okta.com'],
    ['https://acme-admin.oktapreview.com', 'https://acme.oktapreview.com'],
    ['https://acme-admin.okta-emea.com', 'https://acme.okta-emea.com'],
    ['https://acme-admin.trexcloud.com', 'https://acme.trexcloud.com'],
    ['https://agency-admin.okta-gov.com', 'https://agency.okta-gov.com'],
    ['https://agency-admin.okta.mil', 'https://agency.okta.mil'],
    ['https://agency-admin.okta-miltest.com', 'https://agency.okta-miltest.com'],
    ['https://login-admin.acme.com', 'https://login-admin.acme.com'],
    ['https://okta-admin.com', 'https://okta-admin.com'],
  ])('knows %s as %s, wherever it is named', (written, known) => {
    const other = 'https://id.example.com.'
    const read = readConnection({
      ...base,
      orgUrl: written,
      origin: written,
      otherOrigins: [{ origin: other, apiUrl: written }],
    })
    expect([read.orgUrl, read.origin, read.otherOrigins]).toEqual([
      known,
      known,
      [{ origin: 'https://id.example.com', apiUrl: known }],
    ])
  })

  test('knows an RP ID as it is compared, in lower case and without the dot of DNS', () => {
    const read = readConnection({ ...base, origin: 'https://id.acme.com', customRpId: 'ACME.com.' })
    expect(read.customRpId).toBe('acme.com')
  })

  test('may be on this computer without TLS, and nowhere else', () => {
    expect(fieldAtFault({ ...base, orgUrl: 'http://127.0.0.1:8080' })).toBeNull()
    expect(fieldAtFault({ ...base, orgUrl: 'http://acme.okta.com' })).toBe('orgUrl')
  })

  test.each([
    ['orgUrl', { ...base, orgUrl: 'acme.okta.com' }],
    ['orgUrl', { ...base, orgUrl: 'https://acme.okta.com..' }],
    ['otherOrigins', { ...base, otherOrigins: [{ origin: 'https://ACME.okta.com.' }] }],
    ['orgUrl', { ...base, orgUrl: 'https://acme.okta.com/oauth2/default' }],
    ['orgUrl', { ...base, orgUrl: 'https://user:pass@acme.okta.com' }],
    ['orgUrl', { auth: token }],
    ['origin', { ...base, origin: 'http://id.acme.com' }],
    ['customRpId', { ...base, customRpId: 'okta.org' }],
    ['customRpId', { ...base, customRpId: 'https://okta.com' }],
    ['auth', { orgUrl: base.orgUrl }],
    ['auth.kind', { ...base, auth: { kind: 'password' } }],
    ['auth.clientId', { ...base, auth: { ...app, clientId: '' } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: 'not a key' } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: { kty: 'EC', crv: 'P-256' } } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: { ...jwk, d: 'AAAA' } } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: { ...jwk, d: otherJwk.d } } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: { ...jwk, x: otherJwk.x } } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: mixedRsaKey() } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: smallRsaKey() } }],
    ['auth.privateKey', { ...base, auth: { ...app, privateKey: otherCurve() } }],
    ['auth.token', { ...base, auth: { kind: 'token', token: 'has a space' } }],
    ['auth.redirectPort', { ...base, auth: { kind: 'operator', clientId: 'a', redirectPort: 80 } }],
    ['auth.tokne', { ...base, auth: { ...token, tokne: 'typing error' } }],
    ['', []],
  ])('that is wrong is refused by its field: %s', (field, json) => {
    expect(fieldAtFault(json)).toBe(field)
  })

  test('shows no secret, however it is printed', () => {
    for (const auth of [app, token]) {
      const connection = readConnection({ ...base, auth })
      const shown = inspect(connection, { depth: 9, showHidden: true }) + JSON.stringify(connection)
      expect(shown).not.toContain('00Qsecret')
      expect(shown).not.toContain(pem.split('\n')[1])
      expect(String(Object.values(connection.auth))).not.toContain('00Qsecret')
    }
  })
})

describe('a connection file', () => {
  async function directoryWith(files: Record<string, string | Uint8Array>): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'keydesk-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text)
    return directory
  }
  const { privateKey: _, ...named } = { ...app, privateKeyFile: 'app-key.pem' }
  const json = JSON.stringify({ ...base, auth: named })

  test('may name a key file beside it, in PEM or as a JWK', async () => {
    const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'k7' })
    const withPem = await directoryWith({ 'okta.json': json, 'app-key.pem': pem })
    const withJwk = await directoryWith({ 'okta.json': json, 'app-key.pem': jwk })
    for (const [directory, keyId] of [
      [withPem, null],
      [withJwk, 'k7'],
    ] as const) {
      const { auth } = readConnection(await readConnectionFile(join(directory, 'okta.json')))
      expect(auth).toMatchObject({ signingKey: { algorithm: 'ES256', keyId } })
    }
  })

  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'k7' }
  const { privateKey: other } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const second = { ...other.export({ format: 'jwk' }), kid: 'k8' }
  const publicHalf = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, kid: 'k9' }
  const encodings = { 'UTF-8': 'utf8', 'UTF-16': 'utf16le' } as const
  const keys = {
    'in PEM': pem,
    'as a JWK': JSON.stringify(jwk),
    'as a JWK set': JSON.stringify({ keys: [jwk, publicHalf] }),
  }
  test.each(
    Object.entries(keys).flatMap(([how, key]) =>
      Object.entries(encodings).map(([name, encoding]) => [how, name, key, encoding] as const),
    ),
  )('and its key %s are read as an editor saved them: %s with a mark', async (_h, _n, key, as) => {
    const saved = (text: string) => Buffer.from(`\ufeff${text}`, as)
    const directory = await directoryWith({ 'okta.json': saved(json), 'app-key.pem': saved(key) })
    const { auth } = readConnection(await readConnectionFile(join(directory, 'okta.json')))
    expect(auth).toMatchObject({ signingKey: { algorithm: 'ES256' } })
  })

  test('of several keys in a set takes the one it names, and none when it names none', async () => {
    const read = (keyId?: string) => {
      const set = { keys: [jwk, second] }
      return readConnection({ ...base, auth: { ...app, privateKey: set, ...(keyId && { keyId }) } })
    }
    expect(read('k8').auth).toMatchObject({ signingKey: { algorithm: 'ES384' }, keyId: 'k8' })
    expect(() => read()).toThrow(ProviderError)
    expect(() => read('k1')).toThrow(ProviderError)
  })

  test('whose key is none is refused by its field', async () => {
    const directory = await directoryWith({ 'okta.json': json, 'app-key.pem': 'hello' })
    const reading = readConnectionFile(join(directory, 'okta.json')).then(readConnection)
    await expect(reading).rejects.toMatchObject({
      reason: { code: 'connection-invalid', field: 'auth.privateKey' },
    })
  })

  test.each([
    ['missing', 'okta.json', {}],
    ['not-json', 'okta.json', { 'okta.json': '{"orgUrl": secret' }],
    ['not-text', 'okta.json', { 'okta.json': Uint8Array.of(0xff, 0x00, 0xc3) }],
    ['missing', 'app-key.pem', { 'okta.json': json }],
    ['not-json', 'app-key.pem', { 'okta.json': json, 'app-key.pem': '{"d": secret' }],
  ])('that cannot be read is told: %s, %s', async (reason, name, files) => {
    const directory = await directoryWith(files)
    const error: unknown = await readConnectionFile(join(directory, 'okta.json')).catch(
      (thrown: unknown) => thrown,
    )
    expect(causeOf(error)).toEqual({ code: 'file-not-read', file: join(directory, name), reason })
    expect(inspect(error)).not.toContain('secret')
  })
})

test('a key that only WebCrypto refuses is told as the connection’s, too', async () => {
  const key = createPrivateKey({ key: { ...jwk, d: 'AAAA' }, format: 'jwk' })
  const signingKey = { key, algorithm: 'ES256', keyId: null } as const
  const client = { clientId: '0oa1', keyId: null, signingKey }
  await expect(signClientAssertion(client, 'https://acme.okta.com', 0)).rejects.toMatchObject({
    reason: { code: 'connection-invalid', field: 'auth.privateKey' },
  })
})

function smallRsaKey(): string {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** A modulus with the exponent of another. */
function mixedRsaKey(): JsonWebKey {
  const [one, other] = [0, 1].map(() =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  )
  return { ...one, n: other?.n ?? '' }
}

function otherCurve(): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
