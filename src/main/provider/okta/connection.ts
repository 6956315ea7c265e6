import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { parseJson, readJsonFile, readTextFile } from '../../system/read-text-file.ts'
import { ProviderError } from '../provider.ts'
import { organizationHost } from './okta-host.ts'
import { SealedText } from './sealed-text.ts'
import { readPrivateKey, type SigningKey } from './sign-in/private-key.ts'

/** How to reach and sign in to one Okta organization. Nothing secret in it can be printed. */
export interface OktaConnection {
  /** Where the API is called: origin only, no trailing slash. */
  readonly orgUrl: string
  /** Where people sign in: the organization's URL or its custom domain. */
  readonly origin: string
  /** Where else people sign in, such as a custom domain beside the organization's own address. */
  readonly otherOrigins: readonly OtherOrigin[]
  /** The RP ID set on the WebAuthn authenticator, for organizations whose API does not say it. */
  readonly customRpId: string | null
  readonly auth: OktaAuth
}

/** Another origin of the organization, and where the API is called for its ceremonies. */
export interface OtherOrigin {
  readonly origin: string
  readonly apiUrl: string
}

export type OktaAuth =
  | {
      readonly kind: 'service-app'
      readonly clientId: string
      readonly keyId: string | null
      readonly signingKey: SigningKey
    }
  | { readonly kind: 'token'; readonly token: SealedText }
  | { readonly kind: 'operator'; readonly clientId: string; readonly redirectPort: number }

const defaultRedirectPort = 8371
const name = z.string().min(1).max(200)
const origin = z.string().transform((text, context) => {
  const read = readOrigin(text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'not an https origin' })
  return z.NEVER
})
const domainName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}$/
const domain = z
  .string()
  .toLowerCase()
  .transform(organizationHost)
  .pipe(z.string().regex(domainName))
const secretText = z
  .string()
  .regex(/^[\x21-\x7e]{1,500}$/)
  .transform((text) => new SealedText(text))

const serviceApp = z
  .strictObject({
    kind: z.literal('service-app'),
    clientId: name,
    keyId: name.optional(),
    privateKey: z.union([z.string(), z.record(z.string(), z.unknown())]),
  })
  .transform(({ privateKey, keyId = null, ...app }, context) => {
    const signingKey = readPrivateKey(privateKey, keyId)
    if (signingKey !== null) return { ...app, keyId, signingKey }
    const message = 'not a private key Okta takes'
    context.addIssue({ code: 'custom', message, path: ['privateKey'] })
    return z.NEVER
  })

const connectionSchema = z.strictObject({
  orgUrl: origin,
  origin: origin.optional(),
  otherOrigins: z
    .array(z.strictObject({ origin, apiUrl: origin.optional() }))
    .max(5)
    .optional(),
  customRpId: domain.optional(),
  auth: z.discriminatedUnion('kind', [
    serviceApp,
    z.strictObject({ kind: z.literal('token'), token: secretText }),
    z.strictObject({
      kind: z.literal('operator'),
      clientId: name,
      redirectPort: z.int().min(1024).max(65_535).optional(),
    }),
  ]),
})

/**
 * Reads a connection from parsed JSON. Throws ProviderError `connection-invalid` with the path of the field
 * at fault, never its value; an empty one where all of it is something else. A `privateKeyFile` is for
 * readConnectionFile.
 */
export function readConnection(json: unknown): OktaConnection {
  const read = connectionSchema.safeParse(json)
  if (!read.success) throw invalidConnection(fieldOf(read.error))
  const { orgUrl, auth } = read.data
  const customRpId = read.data.customRpId ?? null
  const signInOrigin = read.data.origin ?? orgUrl
  if (customRpId !== null && !isWithin(new URL(signInOrigin).hostname, customRpId)) {
    throw invalidConnection('customRpId')
  }
  const otherOrigins = (read.data.otherOrigins ?? []).map((other) => ({
    origin: other.origin,
    apiUrl: other.apiUrl ?? other.origin,
  }))
  const origins = [signInOrigin, ...otherOrigins.map((other) => other.origin)]
  if (new Set(origins).size < origins.length) throw invalidConnection('otherOrigins')
  return Object.freeze({
    orgUrl,
    origin: signInOrigin,
    otherOrigins,
    customRpId,
    auth: fillIn(auth),
  })
}

/**
 * Reads a connection file as one piece of JSON for readConnection: the key of a `privateKeyFile`, which
 * is relative to the file, stands in its place. Throws a TextFileError with the file at fault.
 */
export async function readConnectionFile(path: string): Promise<unknown> {
  const json = await readJsonFile(path)
  const parsed = z
    .looseObject({ auth: z.looseObject({ privateKeyFile: z.string() }) })
    .safeParse(json)
  if (!parsed.success) return json
  const { privateKeyFile, ...auth } = parsed.data.auth
  const file = resolve(dirname(path), privateKeyFile)
  const text = await readTextFile(file)
  const key: unknown = text.trimStart().startsWith('{') ? parseJson(text, file) : text
  return { ...parsed.data, auth: { ...auth, privateKey: key } }
}

/** Whether `host` is `domain` or one of its subdomains (an RP ID's scope, WebAuthn section 5.1.3). */
export function isWithin(host: string, domainName: string): boolean {
  return host === domainName || host.endsWith(`.${domainName}`)
}

type ParsedAuth = z.output<typeof connectionSchema>['auth']

function fillIn(auth: ParsedAuth): OktaAuth {
  if (auth.kind !== 'operator') return Object.freeze(auth)
  return Object.freeze({ ...auth, redirectPort: auth.redirectPort ?? defaultRedirectPort })
}

function readOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) return null
  url.hostname = organizationHost(url.hostname)
  const isBare = url.pathname === '/' && url.search + url.hash + url.username + url.password === ''
  return isBare && !/\.\.|\.$/.test(url.hostname) ? url.origin : null
}

function fieldOf(error: z.ZodError): string {
  const issue = error.issues[0]
  const path = [...(issue?.path ?? [])]
  if (issue?.code === 'unrecognized_keys') path.push(issue.keys[0] ?? '')
  return path.map(String).join('.')
}

function invalidConnection(field: string): ProviderError {
  return new ProviderError({ code: 'connection-invalid', field })
}
