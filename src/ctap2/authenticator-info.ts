import type { CborKey, CborMap, CborValue } from './cbor.ts'
import {
  arrayOf,
  boolean,
  bytes,
  bytesOf,
  Fields,
  limit,
  recordOf,
  text,
  unsigned,
  wideUnsigned,
  type FieldReader,
  type TellOdd,
} from './fields.ts'
import { formatAaguid } from './webauthn/aaguid.ts'

/** An algorithm a key offers: COSE number and credential type. */
export interface CredentialParameters {
  readonly alg: number
  readonly type: string
}

/** What authenticatorGetInfo tells, by the standard's names (CTAP 2.3 §6.4). Absent stays absent. */
export interface AuthenticatorInfo {
  readonly versions: readonly string[]
  readonly extensions: readonly string[]
  /** As text, `00000000-0000-0000-0000-000000000000`. */
  readonly aaguid: string
  readonly options: Readonly<Record<string, boolean>>
  /** Bytes of the longest request; 1024 when the key does not say, as with any limit of 0. */
  readonly maxMsgSize: number
  /** In the key's order of preference; [1] when a key with a PIN does not say. */
  readonly pinUvAuthProtocols: readonly number[]
  readonly maxCredentialCountInList?: number
  readonly maxCredentialIdLength?: number
  readonly transports?: readonly string[]
  readonly algorithms?: readonly CredentialParameters[]
  readonly maxSerializedLargeBlobArray?: number
  readonly forcePINChange?: boolean
  /** Unicode code points. */
  readonly minPINLength?: number
  readonly firmwareVersion?: number | bigint
  readonly maxCredBlobLength?: number
  readonly maxRPIDsForSetMinPINLength?: number
  readonly preferredPlatformUvAttempts?: number
  readonly uvModality?: number
  readonly certifications?: Readonly<Record<string, number>>
  readonly remainingDiscoverableCredentials?: number
  readonly vendorPrototypeConfigCommands?: readonly (number | bigint)[]
  readonly attestationFormats?: readonly string[]
  readonly uvCountSinceLastPinEntry?: number
  readonly longTouchForReset?: boolean
  readonly encIdentifier?: Uint8Array
  readonly transportsForReset?: readonly string[]
  readonly pinComplexityPolicy?: boolean
  readonly pinComplexityPolicyURL?: string
  /** UTF-8 bytes. */
  readonly maxPINLength?: number
  readonly encCredStoreState?: Uint8Array
  readonly authenticatorConfigCommands?: readonly number[]
  /** Members this client has no name for, as they came. */
  readonly unknown: ReadonlyMap<CborKey, CborValue>
}

const KEY = Object.freeze({
  versions: 0x01,
  extensions: 0x02,
  aaguid: 0x03,
  options: 0x04,
  maxMsgSize: 0x05,
  pinUvAuthProtocols: 0x06,
} as const)

const COMMAND = 'authenticatorGetInfo'
const DEFAULT_MAX_MSG_SIZE = 1024

const credentialParameters: FieldReader<CredentialParameters> = (value, refuse) => {
  const members = recordOf((member) => member)(value, refuse)
  const { alg, type } = members
  if (typeof alg !== 'number' || typeof type !== 'string') return refuse('algorithm and type')
  return { alg, type }
}

// The standard says byte string; some keys send text.
const url: FieldReader<string> = (value, refuse) =>
  typeof value === 'string' ? value : Buffer.from(bytes(value, refuse)).toString('utf8')

const OPTIONAL = Object.freeze({
  maxCredentialCountInList: [0x07, limit],
  maxCredentialIdLength: [0x08, limit],
  transports: [0x09, arrayOf(text)],
  algorithms: [0x0a, arrayOf(credentialParameters)],
  maxSerializedLargeBlobArray: [0x0b, unsigned],
  forcePINChange: [0x0c, boolean],
  minPINLength: [0x0d, limit],
  firmwareVersion: [0x0e, wideUnsigned],
  maxCredBlobLength: [0x0f, unsigned],
  maxRPIDsForSetMinPINLength: [0x10, unsigned],
  preferredPlatformUvAttempts: [0x11, unsigned],
  uvModality: [0x12, unsigned],
  certifications: [0x13, recordOf(unsigned)],
  remainingDiscoverableCredentials: [0x14, unsigned],
  vendorPrototypeConfigCommands: [0x15, arrayOf(wideUnsigned)],
  attestationFormats: [0x16, arrayOf(text)],
  uvCountSinceLastPinEntry: [0x17, unsigned],
  longTouchForReset: [0x18, boolean],
  encIdentifier: [0x19, bytes],
  transportsForReset: [0x1a, arrayOf(text)],
  pinComplexityPolicy: [0x1b, boolean],
  pinComplexityPolicyURL: [0x1c, url],
  maxPINLength: [0x1d, limit],
  encCredStoreState: [0x1e, bytes],
  authenticatorConfigCommands: [0x1f, arrayOf(unsigned)],
} as const)

const MEMBER_NAMES: ReadonlyMap<CborKey, string> = new Map([
  ...Object.entries(KEY).map(([name, key]) => [key, name] as const),
  ...Object.entries(OPTIONAL).map(([name, [key]]) => [key, name] as const),
])

/** The standard's name of a member of getInfo; its key where it has none (CTAP 2.3 §6.4). */
export function nameOfInfoMember(key: CborKey): string {
  return MEMBER_NAMES.get(key) ?? String(key)
}

/**
 * Reads the answer of authenticatorGetInfo. Throws KeyProtocolError for versions and aaguid, which
 * must be there; any other member that is odd counts as absent, and `tell` hears of it (CTAP 2.3 §6.4).
 */
export function parseAuthenticatorInfo(
  answer: CborMap,
  tell: TellOdd = () => undefined,
): AuthenticatorInfo {
  const fields = new Fields(COMMAND, answer)
  const read = <T>(name: keyof typeof KEY, reader: FieldReader<T>): T | undefined =>
    fields.readable(KEY[name], name, reader, tell)
  const options = read('options', recordOf(boolean)) ?? {}
  return Object.freeze({
    versions: fields.required(KEY.versions, 'versions', arrayOf(text)),
    extensions: read('extensions', arrayOf(text)) ?? [],
    aaguid: formatAaguid(fields.required(KEY.aaguid, 'aaguid', bytesOf(16))),
    options,
    maxMsgSize: read('maxMsgSize', limit) ?? DEFAULT_MAX_MSG_SIZE,
    // Keys of CTAP 2.0 may have a PIN without listing the one protocol there was.
    pinUvAuthProtocols:
      read('pinUvAuthProtocols', arrayOf(unsigned)) ??
      (options['clientPin'] === undefined ? [] : [1]),
    ...fields.readableMembers(OPTIONAL, tell),
    unknown: new Map([...answer].filter(([key]) => !MEMBER_NAMES.has(key))),
  })
}
