import { CborError, isCborMap, type CborMap } from '../cbor.ts'
import { decodeCborPrefix, type DecodeOptions } from '../cbor-reader.ts'
import { KeyProtocolError } from '../errors.ts'
import { formatAaguid } from './aaguid.ts'

/** What a key says of a new credential (WebAuthn 3 §6.5.2). */
export interface AttestedCredentialData {
  /** As text in the form of a UUID. */
  readonly aaguid: string
  readonly credentialId: Uint8Array
  /** The COSE_Key. */
  readonly credentialPublicKey: CborMap
  /** The COSE_Key's exact bytes. */
  readonly credentialPublicKeyBytes: Uint8Array
}

/** Flags of authenticator data (WebAuthn 3 §6.1). */
export interface AuthenticatorFlags {
  /** The user was present. */
  readonly up: boolean
  /** The user was verified. */
  readonly uv: boolean
  /** The credential may be backed up. */
  readonly be: boolean
  /** The credential is backed up. */
  readonly bs: boolean
  readonly at: boolean
  readonly ed: boolean
}

/** Authenticator data, taken apart (WebAuthn 3 §6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the rpId, 32 bytes. */
  readonly rpIdHash: Uint8Array
  readonly flags: AuthenticatorFlags
  readonly signCount: number
  readonly attestedCredentialData: AttestedCredentialData | null
  readonly extensions: CborMap | null
}

const HEADER_SIZE = 37
const AAGUID_SIZE = 16
const MAXIMUM_CREDENTIAL_ID = 1_023

/** The departures from canonical CBOR that are accepted from a key; none unless named. */
export type AuthenticatorDataOptions = Pick<DecodeOptions, 'tolerate'>

/**
 * Takes authenticator data apart; throws KeyProtocolError naming the part (WebAuthn 3 §6.1). COSE_Key
 * and extension outputs are read with `tolerate`: what is signed are the bytes, not their order.
 */
export function parseAuthenticatorData(
  bytes: Uint8Array,
  options: AuthenticatorDataOptions = {},
): AuthenticatorData {
  if (bytes.length < HEADER_SIZE) throw fault('authData', `has ${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = readFlags(view.getUint8(32))
  const attested = flags.at ? readAttested(bytes, options) : null
  const afterAttested = attested?.end ?? HEADER_SIZE
  const extensions = flags.ed ? readMap(bytes, afterAttested, 'authData.extensions', options) : null
  if ((extensions?.end ?? afterAttested) !== bytes.length) throw fault('authData', 'is too long')
  return {
    rpIdHash: bytes.subarray(0, 32),
    flags,
    signCount: view.getUint32(33),
    attestedCredentialData: attested?.data ?? null,
    extensions: extensions?.map ?? null,
  }
}

function readFlags(flags: number): AuthenticatorFlags {
  return {
    up: (flags & 0x01) !== 0,
    uv: (flags & 0x04) !== 0,
    be: (flags & 0x08) !== 0,
    bs: (flags & 0x10) !== 0,
    at: (flags & 0x40) !== 0,
    ed: (flags & 0x80) !== 0,
  }
}

function readAttested(
  bytes: Uint8Array,
  options: AuthenticatorDataOptions,
): { data: AttestedCredentialData; end: number } {
  const idStart = HEADER_SIZE + AAGUID_SIZE + 2
  if (bytes.length < idStart) throw fault('authData.attestedCredentialData', 'ends too early')
  const idLength = ((bytes[idStart - 2] ?? 0) << 8) | (bytes[idStart - 1] ?? 0)
  const keyStart = idStart + idLength
  if (idLength > MAXIMUM_CREDENTIAL_ID || keyStart > bytes.length) {
    throw fault('authData.credentialId', `claims ${idLength} bytes`)
  }
  const { map, end } = readMap(bytes, keyStart, 'authData.credentialPublicKey', options)
  const data = {
    aaguid: formatAaguid(bytes.subarray(HEADER_SIZE, HEADER_SIZE + AAGUID_SIZE)),
    credentialId: bytes.subarray(idStart, keyStart),
    credentialPublicKey: map,
    credentialPublicKeyBytes: bytes.subarray(keyStart, end),
  }
  return { data, end }
}

function readMap(
  bytes: Uint8Array,
  start: number,
  field: string,
  options: AuthenticatorDataOptions,
): { map: CborMap; end: number } {
  try {
    const { value, end } = decodeCborPrefix(bytes.subarray(start), options)
    if (isCborMap(value)) return { map: value, end: start + end }
  } catch (error) {
    if (error instanceof CborError) throw fault(field, error.message)
    throw error
  }
  throw fault(field, 'is not a map')
}

function fault(field: string, reason: string): KeyProtocolError {
  return new KeyProtocolError('authenticatorData', field, reason)
}
