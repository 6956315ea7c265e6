import type { CborMap, CborValue } from '../cbor.ts'

/** The account a credential is for (WebAuthn 3 §5.4.3). */
export interface UserEntity {
  readonly id: Uint8Array
  readonly name?: string
  readonly displayName?: string
}

/** The relying party a credential is for (WebAuthn 3 §5.4.2). */
export interface RelyingParty {
  readonly id: string
  readonly name?: string
}

/** COSE algorithm numbers (IANA; RFC 9053, RFC 8812). */
export const COSE_ALGORITHM = Object.freeze({ ES256: -7, EdDSA: -8, ES384: -35, RS256: -257 })

/** A list of credential ids as PublicKeyCredentialDescriptors; undefined when there are none. */
export function descriptors(ids: readonly Uint8Array[] | undefined): CborValue {
  if (ids === undefined || ids.length === 0) return undefined
  return ids.map(
    (id): CborMap =>
      new Map<string, CborValue>([
        ['id', id],
        ['type', 'public-key'],
      ]),
  )
}
