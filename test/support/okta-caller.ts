import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { importJWK, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import type { Connection } from '../../src/simulator/okta/connection.ts'

/** An answer with its body read: JSON where it was JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; fails the test when it is none. */
  readonly json: () => Record<string, unknown>
  readonly list: () => Record<string, unknown>[]
}

const objectSchema = z.record(z.string(), z.unknown())

/** The text at a dotted path of a JSON value, e.g. `_embedded.activation.challenge`. */
export function textAt(json: unknown, path: string): string {
  let value = json
  for (const name of path.split('.')) value = objectSchema.parse(value)[name]
  return z.string().parse(value)
}

const DPOP_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export interface ProofOptions {
  readonly method: string
  readonly url: string
  readonly nonce?: string
  readonly accessToken?: string
  readonly jti?: string
  readonly iat?: number
  readonly typ?: string
  readonly key?: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
}

/** A DPoP proof (RFC 9449 section 4.2). */
export async function makeProof(options: ProofOptions): Promise<string> {
  const { privateKey, publicKey } = options.key ?? DPOP_KEY
  const jwk = publicKey.export({ format: 'jwk' }) as JWK
  const { nonce, accessToken } = options
  const claims = {
    htm: options.method,
    htu: options.url.split('?')[0],
    jti: options.jti ?? randomUUID(),
    iat: options.iat ?? Math.floor(Date.now() / 1000),
    ...(nonce === undefined ? {} : { nonce }),
    ...(accessToken === undefined
      ? {}
      : { ath: createHash('sha256').update(accessToken).digest('base64url') }),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ typ: options.typ ?? 'dpop+jwt', alg: 'ES256', jwk })
    .sign(privateKey)
}

/** A client assertion (RFC 7523); `claims` override what a right one has. */
export async function makeAssertion(
  connection: Connection,
  claims: Readonly<Record<string, unknown>> = {},
  header: { readonly kid?: string } = {},
): Promise<string> {
  const { auth, orgUrl } = connection
  if (auth.kind !== 'service-app') throw new Error('not a service app')
  const now = Math.floor(Date.now() / 1000)
  const right = {
    iss: auth.clientId,
    sub: auth.clientId,
    aud: `${orgUrl}/oauth2/v1/token`,
    iat: now,
    exp: now + 300,
    jti: randomUUID(),
  }
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: header.kid ?? auth.keyId })
    .sign(await importJWK(auth.privateKey, 'ES256'))
}

export interface TokenOptions {
  readonly scope?: string
  readonly assertion?: string
  /** null: send no proof. */
  readonly proof?: string | null
}

export const ALL_SCOPES =
  'okta.users.read okta.users.manage okta.groups.read okta.groups.manage ' +
  'okta.authenticators.read okta.policies.read okta.logs.read okta.schemas.read ' +
  'okta.domains.read okta.orgs.read okta.trustedOrigins.read okta.userTypes.read'

/** One call of the token endpoint as the service app. */
export async function postToken(
  connection: Connection,
  options: TokenOptions = {},
): Promise<Answer> {
  const url = `${connection.orgUrl}/oauth2/v1/token`
  const assertion = options.assertion ?? (await makeAssertion(connection))
  const proof =
    options.proof === undefined ? await makeProof({ method: 'POST', url }) : options.proof
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: options.scope ?? ALL_SCOPES,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  return read(
    await fetch(url, { method: 'POST', body, headers: proof === null ? {} : { dpop: proof } }),
  )
}

/** A DPoP-bound access token: asks, is told the nonce, asks again. */
export async function getToken(connection: Connection, scope = ALL_SCOPES): Promise<string> {
  const url = `${connection.orgUrl}/oauth2/v1/token`
  const first = await postToken(connection, { scope })
  const nonce = first.headers.get('dpop-nonce') ?? ''
  const proof = await makeProof({ method: 'POST', url, nonce })
  const second = await postToken(connection, { scope, proof })
  return textAt(second.json(), 'access_token')
}

/** Calls the API. A string body is sent as it is, anything else as JSON. */
export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>

/** A caller with a DPoP-bound token of the service app. */
export async function connectCaller(connection: Connection, scope?: string): Promise<Caller> {
  const accessToken = await getToken(connection, scope)
  return async (method, path, body, headers = {}) => {
    const url = path.startsWith('http') ? path : connection.orgUrl + path
    const dpop = await makeProof({ method, url, accessToken })
    return send(url, method, body, { authorization: `DPoP ${accessToken}`, dpop, ...headers })
  }
}

/** A caller with the lab's SSWS token. */
export function tokenCaller(connection: Connection): Caller {
  const { auth, orgUrl } = connection
  if (auth.kind !== 'token') throw new Error('not a token')
  return (method, path, body, headers = {}) =>
    send(path.startsWith('http') ? path : orgUrl + path, method, body, {
      authorization: `SSWS ${auth.token}`,
      ...headers,
    })
}

export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const content = body === undefined ? {} : { 'content-type': 'application/json' }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const init = { method, headers: { ...content, ...headers }, redirect: 'manual' } as const
  return read(await fetch(url, body === undefined ? init : { ...init, body: text }))
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => objectSchema.parse(JSON.parse(text)),
    list: () => z.array(objectSchema).parse(JSON.parse(text)),
  }
}
