import { concat, uint16, uint32 } from '../bytes.ts'
import { encode } from '../cbor/encode.ts'
import type { CborMap } from '../cbor/value.ts'
import { coseKeyOf } from '../crypto/signing-key.ts'
import type { Credential } from './credential.ts'

export interface AuthenticatorData {
  readonly rpIdHash: Uint8Array
  readonly isUserPresent: boolean
  readonly isUserVerified: boolean
  /** Whether its maps are written backwards. */
  readonly isBackwards: boolean
  readonly signCount: number
  readonly attested?: { readonly aaguid: Uint8Array; readonly credential: Credential }
  readonly extensions: CborMap
}

/** Authenticator data (WebAuthn section 6.1). */
export function encodeAuthenticatorData(data: AuthenticatorData): Uint8Array {
  const hasExtensions = data.extensions.size > 0
  const flags =
    (data.isUserPresent ? 0x01 : 0) |
    (data.isUserVerified ? 0x04 : 0) |
    (data.attested ? 0x40 : 0) |
    (hasExtensions ? 0x80 : 0)
  return concat(
    data.rpIdHash,
    Uint8Array.of(flags),
    uint32(data.signCount),
    data.attested ? encodeAttested(data.attested, data.isBackwards) : new Uint8Array(0),
    hasExtensions ? encode(data.extensions, data.isBackwards) : new Uint8Array(0),
  )
}

function encodeAttested(
  attested: { aaguid: Uint8Array; credential: Credential },
  isBackwards: boolean,
): Uint8Array {
  const { id, key } = attested.credential
  return concat(attested.aaguid, uint16(id.length), id, encode(coseKeyOf(key), isBackwards))
}
