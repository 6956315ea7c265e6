import { invalidAnswer } from './refusal.ts'
import {
  parseAuthenticatorData,
  type AttestedCredential,
  type AuthenticatorData,
} from './authenticator-data.ts'
import { readCbor, type CborMap } from './strict-cbor.ts'

/** An attestation object (WebAuthn Level 3 section 6.5.4), taken apart. */
export interface AttestationObject {
  readonly format: string
  readonly statement: CborMap
  readonly authenticatorData: AuthenticatorData
  readonly attested: AttestedCredential
}

/** Decodes an attestation object: exactly one map of `fmt`, `attStmt` and `authData`. */
export function decodeAttestationObject(bytes: Uint8Array): AttestationObject {
  const map = decodeMap(bytes)
  const format = map.get('fmt')
  const statement = map.get('attStmt')
  const authData = map.get('authData')
  if (map.size !== 3 || typeof format !== 'string' || !(statement instanceof Map)) {
    throw invalidAnswer('attestation-object')
  }
  if (!(authData instanceof Uint8Array)) throw invalidAnswer('attestation-object')
  const authenticatorData = decodeAuthenticatorData(authData)
  const { attested } = authenticatorData
  if (attested === null) throw invalidAnswer('no-attested-credential')
  return { format, statement, authenticatorData, attested }
}

function decodeMap(bytes: Uint8Array): CborMap {
  try {
    const { value, end } = readCbor(bytes)
    if (value instanceof Map && end === bytes.length) return value
  } catch {
    // Falls through: whatever is wrong with it, it is not an attestation object.
  }
  throw invalidAnswer('attestation-object')
}

function decodeAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  try {
    return parseAuthenticatorData(bytes)
  } catch {
    throw invalidAnswer('authenticator-data')
  }
}
