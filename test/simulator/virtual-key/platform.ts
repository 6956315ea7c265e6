import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { TestHost } from './host.ts'

/** The platform's side of PIN/UV auth protocols one and two, written against the standard's text. */

type Bytes = Uint8Array

export interface Session {
  readonly protocol: 1 | 2
  readonly keyAgreement: ReadonlyMap<unknown, unknown>
  readonly secret: Bytes
}

export const sha256 = (data: Bytes | string): Bytes => createHash('sha256').update(data).digest()

const hmac = (key: Bytes, data: Bytes): Bytes => createHmac('sha256', key).update(data).digest()

type Members = ReadonlyMap<unknown, unknown>

/** The member at the end of a path of keys, through maps in maps. */
export function at(members: Members, ...path: readonly unknown[]): unknown {
  let value: unknown = members
  for (const key of path) {
    if (value instanceof Map) value = value.get(key)
    else value = Array.isArray(value) && typeof key === 'number' ? value[key] : undefined
  }
  return value
}

export function bytesAt(members: Members, ...path: readonly unknown[]): Bytes {
  const value = at(members, ...path)
  if (value instanceof Uint8Array) return Uint8Array.from(value)
  throw new Error(`no bytes at ${path.join('.')}`)
}

export function numberAt(members: Members, ...path: readonly unknown[]): number {
  const value = at(members, ...path)
  if (typeof value === 'number') return value
  throw new Error(`no number at ${path.join('.')}`)
}

export async function agree(host: TestHost, protocol: 1 | 2): Promise<Session> {
  const answer = await host.succeed(
    0x06,
    new Map([
      [1, protocol],
      [2, 2],
    ]),
  )
  const x = bytesAt(answer, 1, -2)
  const y = bytesAt(answer, 1, -3)
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const z = ecdh.computeSecret(Buffer.concat([Buffer.of(4), x, y]))
  const own = ecdh.getPublicKey()
  const keyAgreement = new Map<unknown, unknown>([
    [1, 2],
    [3, -25],
    [-1, 1],
    [-2, own.subarray(1, 33)],
    [-3, own.subarray(33)],
  ])
  return { protocol, keyAgreement, secret: protocol === 1 ? sha256(z) : expand(z) }
}

function expand(z: Bytes): Bytes {
  const part = (info: string): Bytes =>
    new Uint8Array(hkdfSync('sha256', z, Buffer.alloc(32), info, 32))
  return Buffer.concat([part('CTAP2 HMAC key'), part('CTAP2 AES key')])
}

export function encrypt({ protocol, secret }: Session, plaintext: Bytes): Bytes {
  const iv = protocol === 1 ? Buffer.alloc(16) : randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', secret.subarray(-32), iv).setAutoPadding(false)
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return protocol === 1 ? encrypted : Buffer.concat([iv, encrypted])
}

export function decrypt({ protocol, secret }: Session, ciphertext: Bytes): Bytes {
  const iv = protocol === 1 ? Buffer.alloc(16) : ciphertext.subarray(0, 16)
  const body = protocol === 1 ? ciphertext : ciphertext.subarray(16)
  const decipher = createDecipheriv('aes-256-cbc', secret.subarray(-32), iv).setAutoPadding(false)
  return Buffer.concat([decipher.update(body), decipher.final()])
}

export function sign(protocol: 1 | 2, key: Bytes, message: Bytes): Bytes {
  const full = hmac(key.subarray(0, 32), message)
  return protocol === 1 ? full.subarray(0, 16) : full
}

export const pad = (pin: string): Bytes => {
  const padded = Buffer.alloc(64)
  padded.write(pin)
  return padded
}

export async function setPin(host: TestHost, pin: string, protocol: 1 | 2 = 2): Promise<number> {
  const session = await agree(host, protocol)
  const newPinEnc = encrypt(session, pad(pin))
  const { status } = await host.run(
    0x06,
    new Map<number, unknown>([
      [1, protocol],
      [2, 3],
      [3, session.keyAgreement],
      [4, sign(protocol, session.secret, newPinEnc)],
      [5, newPinEnc],
    ]),
  )
  return status
}

export async function changePin(
  host: TestHost,
  pin: string,
  newPin: string,
  protocol: 1 | 2 = 2,
): Promise<number> {
  const session = await agree(host, protocol)
  const newPinEnc = encrypt(session, pad(newPin))
  const pinHashEnc = encrypt(session, sha256(pin).subarray(0, 16))
  const message = Buffer.concat([newPinEnc, pinHashEnc])
  const { status } = await host.run(
    0x06,
    new Map<number, unknown>([
      [1, protocol],
      [2, 4],
      [3, session.keyAgreement],
      [4, sign(protocol, session.secret, message)],
      [5, newPinEnc],
      [6, pinHashEnc],
    ]),
  )
  return status
}

export interface Token {
  readonly protocol: 1 | 2
  readonly bytes: Bytes
}

export interface TokenWish {
  readonly permissions?: number
  readonly rpId?: string
  readonly protocol?: 1 | 2
}

/** The status of a try, and the token when it is 0. */
export async function tryToken(
  host: TestHost,
  pin: string,
  { permissions, rpId, protocol = 2 }: TokenWish = {},
): Promise<{ status: number; token: Token }> {
  const session = await agree(host, protocol)
  const parameters = new Map<number, unknown>([
    [1, protocol],
    [2, permissions === undefined ? 5 : 9],
    [3, session.keyAgreement],
    [6, encrypt(session, sha256(pin).subarray(0, 16))],
  ])
  if (permissions !== undefined) parameters.set(9, permissions)
  if (rpId !== undefined) parameters.set(10, rpId)
  const { status, members } = await host.run(0x06, parameters)
  const encrypted = status === 0 ? bytesAt(members, 2) : Buffer.alloc(0)
  return {
    status,
    token: { protocol, bytes: status === 0 ? decrypt(session, encrypted) : encrypted },
  }
}

export async function getToken(host: TestHost, pin: string, wish: TokenWish = {}): Promise<Token> {
  const { status, token } = await tryToken(host, pin, wish)
  if (status !== 0) throw new Error(`no token: status ${status.toString(16)}`)
  return token
}

export const pinRetries = async (host: TestHost): Promise<number> =>
  numberAt(await host.succeed(0x06, new Map([[2, 1]])), 3)

export const clientDataHash = sha256('client data')

export interface CreationWish {
  readonly rpId?: string
  readonly userId?: Bytes
  readonly algorithms?: readonly number[]
  readonly exclude?: readonly Bytes[]
  readonly extensions?: ReadonlyMap<string, unknown>
  readonly options?: ReadonlyMap<string, boolean>
  readonly token?: Token
  readonly more?: readonly (readonly [number, unknown])[]
}

export const descriptors = (ids: readonly Bytes[]): unknown[] =>
  ids.map(
    (id) =>
      new Map<string, unknown>([
        ['id', id],
        ['type', 'public-key'],
      ]),
  )

export function creation(wish: CreationWish = {}): Map<number, unknown> {
  const { rpId = 'example.com', userId = Buffer.of(1), algorithms = [-7] } = wish
  const parameters = algorithms.map(
    (alg) =>
      new Map<string, unknown>([
        ['alg', alg],
        ['type', 'public-key'],
      ]),
  )
  const request = new Map<number, unknown>([
    [1, clientDataHash],
    [
      2,
      new Map([
        ['id', rpId],
        ['name', 'Example'],
      ]),
    ],
    [
      3,
      new Map<string, unknown>([
        ['id', userId],
        ['name', 'ada'],
        ['displayName', 'Ada L.'],
      ]),
    ],
    [4, parameters],
  ])
  if (wish.exclude) request.set(5, descriptors(wish.exclude))
  if (wish.extensions) request.set(6, wish.extensions)
  if (wish.options) request.set(7, wish.options)
  if (wish.token) {
    request.set(8, sign(wish.token.protocol, wish.token.bytes, clientDataHash))
    request.set(9, wish.token.protocol)
  }
  for (const [key, value] of wish.more ?? []) request.set(key, value)
  return request
}

export interface AssertionWish {
  readonly rpId?: string
  readonly allow?: readonly Bytes[]
  readonly extensions?: ReadonlyMap<string, unknown>
  readonly options?: ReadonlyMap<string, boolean>
  readonly token?: Token
}

export function assertion(wish: AssertionWish = {}): Map<number, unknown> {
  const request = new Map<number, unknown>([
    [1, wish.rpId ?? 'example.com'],
    [2, clientDataHash],
  ])
  if (wish.allow) request.set(3, descriptors(wish.allow))
  if (wish.extensions) request.set(4, wish.extensions)
  if (wish.options) request.set(5, wish.options)
  if (wish.token) {
    request.set(6, sign(wish.token.protocol, wish.token.bytes, clientDataHash))
    request.set(7, wish.token.protocol)
  }
  return request
}

export interface AuthData {
  readonly flags: number
  readonly signCount: number
  readonly aaguid: Bytes
  readonly credentialId: Bytes
  /** What follows the fixed part: COSE key and extensions. */
  readonly rest: Bytes
}

/** Authenticator data taken apart by offsets (WebAuthn section 6.1). */
export function readAuthData(data: Bytes): AuthData {
  const view = Buffer.from(data)
  const flags = view.readUInt8(32)
  const signCount = view.readUInt32BE(33)
  if ((flags & 0x40) === 0)
    return {
      flags,
      signCount,
      aaguid: view.subarray(0, 0),
      credentialId: view.subarray(0, 0),
      rest: view.subarray(37),
    }
  const length = view.readUInt16BE(53)
  return {
    flags,
    signCount,
    aaguid: view.subarray(37, 53),
    credentialId: view.subarray(55, 55 + length),
    rest: view.subarray(55 + length),
  }
}

export const rk = new Map([['rk', true]])

/** Makes a discoverable credential and gives its id; the key has no PIN, or the wish a token. */
export async function makeDiscoverable(host: TestHost, wish: CreationWish = {}): Promise<Bytes> {
  const members = await host.succeed(0x01, creation({ options: rk, ...wish }))
  return Uint8Array.from(readAuthData(bytesAt(members, 2)).credentialId)
}
