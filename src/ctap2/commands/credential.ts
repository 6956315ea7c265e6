import { cborMap, type CborMap, type CborValue } from '../cbor.ts'
import { bytes, Fields, map, text, type FieldReader } from '../fields.ts'

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

/** One credential id as a PublicKeyCredentialDescriptor (WebAuthn 3 §5.8.3). */
export function encodeDescriptor(id: Uint8Array): CborMap {
  return cborMap([
    ['id', id],
    ['type', 'public-key'],
  ])
}

/** A list of credential ids as descriptors; undefined when there are none. */
export function encodeDescriptors(ids: readonly Uint8Array[] | undefined): CborValue {
  return ids === undefined || ids.length === 0 ? undefined : ids.map(encodeDescriptor)
}

/** An account as a PublicKeyCredentialUserEntity. */
export function encodeUser({ id, name, displayName }: UserEntity): CborMap {
  return cborMap([
    ['id', id],
    ['name', name],
    ['displayName', displayName],
  ])
}

/** Reads a PublicKeyCredentialUserEntity in the answer of a command. */
export function userEntity(command: string): FieldReader<UserEntity> {
  return (value, refuse) => {
    const fields = new Fields(command, map(value, refuse))
    return {
      id: fields.required('id', 'user.id', bytes),
      ...fields.members({ name: ['name', text], displayName: ['displayName', text] }),
    }
  }
}

/** Reads the id of a PublicKeyCredentialDescriptor in the answer of a command. */
export function credentialId(command: string): FieldReader<Uint8Array> {
  return (value, refuse) =>
    new Fields(command, map(value, refuse)).required('id', 'credential.id', bytes)
}
