import { uuidText } from '../ids.ts'
import { readCbor, type CborMap } from './strict-cbor.ts'

/** Flags of authenticator data (WebAuthn Level 3 section 6.1). */
const FLAG = Object.freeze({ UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 })

/** Authenticator data, taken apart. */
export interface AuthenticatorData {
  readonly rpIdHash: Uint8Array
  readonly userPresent: boolean
  readonly userVerified: boolean
  readonly backupEligible: boolean
  readonly backedUp: boolean
  readonly signCount: number
  readonly attested: AttestedCredential | null
}

export interface AttestedCredential {
  /** Lower-case UUID. */
  readonly aaguid: string
  readonly credentialId: Uint8Array
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** COSE algorithm identifier. */
  readonly algorithm: number
}

/**
 * Takes authenticator data apart (section 6.1), in whatever order the key wrote its maps: it is signed
 * as it is. Throws when a byte is missing or left over.
 */
export function parseAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  if (bytes.length < 37) throw new Error('authenticator data is too short')
  const flags = bytes[32] ?? 0
  let at = 37
  let attested: AttestedCredential | null = null
  if ((flags & FLAG.AT) !== 0) [attested, at] = readAttested(bytes, at)
  if ((flags & FLAG.ED) !== 0) {
    const { value, end } = readCbor(bytes, at, 'any')
    if (!(value instanceof Map)) throw new Error('extension outputs are not a map')
    at = end
  }
  if (at !== bytes.length) throw new Error('authenticator data has bytes left over')
  return {
    rpIdHash: bytes.subarray(0, 32),
    userPresent: (flags & FLAG.UP) !== 0,
    userVerified: (flags & FLAG.UV) !== 0,
    backupEligible: (flags & FLAG.BE) !== 0,
    backedUp: (flags & FLAG.BS) !== 0,
    signCount: Buffer.from(bytes).readUInt32BE(33),
    attested,
  }
}

function readAttested(bytes: Uint8Array, start: number): [AttestedCredential, number] {
  const idStart = start + 18
  if (bytes.length < idStart) throw new Error('attested credential data is too short')
  const idLength = Buffer.from(bytes).readUInt16BE(start + 16)
  const keyStart = idStart + idLength
  const { value, end } = readCbor(bytes, keyStart, 'any')
  if (!(value instanceof Map)) throw new Error('the public key is not a map')
  const attested = {
    aaguid: uuidText(bytes.subarray(start, start + 16)),
    credentialId: bytes.subarray(idStart, keyStart),
    publicKey: Uint8Array.from(bytes.subarray(keyStart, end)),
    algorithm: algorithmOf(value),
  }
  return [attested, end]
}

/** `alg` of a COSE_Key (RFC 9052 section 7.1, label 3). */
function algorithmOf(key: CborMap): number {
  const algorithm = key.get(3)
  if (typeof algorithm !== 'number') throw new Error('the public key has no algorithm')
  return algorithm
}
