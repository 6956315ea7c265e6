import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

/** Values the tests' CBOR encoder takes. Map keys are written in the order given. */
export type Encodable =
  number | string | Uint8Array | readonly Encodable[] | Map<number | string, Encodable>

/** CBOR (RFC 8949) with shortest lengths; enough for attestation objects and COSE keys. */
export function encodeCbor(value: Encodable): Uint8Array {
  if (typeof value === 'number') {
    return value < 0 ? head(1, -1 - value) : head(0, value)
  }
  if (typeof value === 'string')
    return concat(head(3, Buffer.byteLength(value)), Buffer.from(value))
  if (value instanceof Uint8Array) return concat(head(2, value.length), value)
  if (value instanceof Map) return encodeMap(value)
  return concat(head(4, value.length), ...value.map((item) => encodeCbor(item)))
}

function encodeMap(map: Map<number | string, Encodable>): Uint8Array {
  const entries = [...map].flatMap(([key, each]) => [encodeCbor(key), encodeCbor(each)])
  return concat(head(5, map.size), ...entries)
}

function head(major: number, argument: number): Uint8Array {
  const type = major << 5
  if (argument < 24) return Uint8Array.of(type | argument)
  if (argument < 256) return Uint8Array.of(type | 24, argument)
  if (argument < 65_536) return Uint8Array.of(type | 25, argument >> 8, argument & 0xff)
  throw new Error('too large for the tests')
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

export function sha256(data: Uint8Array | string): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(data).digest())
}

/** Flags of authenticator data. */
export const FLAGS = Object.freeze({ UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40 })

/** A credential of the tests: its key never leaves the test. */
export interface SoftwareCredential {
  readonly credentialId: Uint8Array
  readonly privateKey: KeyObject
  readonly attestationObject: Uint8Array
  readonly clientDataJSON: Uint8Array
}

export interface MakeCredentialOptions {
  readonly rpId: string
  readonly origin: string
  readonly challenge: string
  readonly type?: string
  readonly flags?: number
  readonly aaguid?: Uint8Array
  readonly credentialId?: Uint8Array
  readonly format?: 'packed' | 'none'
  readonly algorithm?: number
  /** Signs the statement with this key and these certificates instead of the credential's own. */
  readonly attestation?: { readonly key: KeyObject; readonly x5c: readonly Uint8Array[] }
  /** Order of the attestation object's keys; CTAP2's canonical one when left out. */
  readonly keyOrder?: readonly ('fmt' | 'attStmt' | 'authData')[]
}

/** Makes an ES256 credential with packed self attestation, or as the options say. */
export function makeCredential(options: MakeCredentialOptions): SoftwareCredential {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = options.credentialId ?? randomBytes(32)
  const clientDataJSON = clientData(options.type ?? 'webauthn.create', options)
  const authData = concat(
    sha256(options.rpId),
    Uint8Array.of(options.flags ?? FLAGS.UP | FLAGS.UV | FLAGS.AT),
    Uint8Array.of(0, 0, 0, 1),
    options.aaguid ?? new Uint8Array(16),
    Uint8Array.of(credentialId.length >> 8, credentialId.length & 0xff),
    credentialId,
    coseKey(publicKey, options.algorithm ?? -7),
  )
  const attStmt = statement(options, privateKey, concat(authData, sha256(clientDataJSON)))
  const parts = { fmt: options.format ?? 'packed', attStmt, authData }
  const order = options.keyOrder ?? ['fmt', 'attStmt', 'authData']
  const attestationObject = encodeCbor(new Map(order.map((key) => [key, parts[key]])))
  return { credentialId, privateKey, attestationObject, clientDataJSON }
}

function statement(
  options: MakeCredentialOptions,
  ownKey: KeyObject,
  signed: Uint8Array,
): Map<string, Encodable> {
  if (options.format === 'none') return new Map()
  const { attestation } = options
  const entries = new Map<string, Encodable>([
    ['alg', -7],
    ['sig', sign(attestation?.key ?? ownKey, signed)],
  ])
  if (attestation !== undefined) entries.set('x5c', attestation.x5c)
  return entries
}

export interface AssertionOptions {
  readonly rpId: string
  readonly origin: string
  readonly challenge: string
  readonly flags?: number
  readonly signCount?: number
  readonly type?: string
}

/** Signs in with a credential. */
export function getAssertion(
  { privateKey }: Pick<SoftwareCredential, 'privateKey'>,
  options: AssertionOptions,
): { authenticatorData: Uint8Array; signature: Uint8Array; clientDataJSON: Uint8Array } {
  const clientDataJSON = clientData(options.type ?? 'webauthn.get', options)
  const authenticatorData = concat(
    sha256(options.rpId),
    Uint8Array.of(options.flags ?? FLAGS.UP | FLAGS.UV),
    Uint8Array.of(0, 0, 0, options.signCount ?? 2),
  )
  const signature = sign(privateKey, concat(authenticatorData, sha256(clientDataJSON)))
  return { authenticatorData, signature, clientDataJSON }
}

function clientData(type: string, options: { challenge: string; origin: string }): Uint8Array {
  const { challenge, origin } = options
  return Uint8Array.from(
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })),
  )
}

function sign(key: KeyObject, data: Uint8Array): Uint8Array {
  return Uint8Array.from(createSign('sha256').update(data).sign(key))
}

function coseKey(publicKey: KeyObject, algorithm: number): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return encodeCbor(
    new Map<number, Encodable>([
      [1, 2],
      [3, algorithm],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
    ]),
  )
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
