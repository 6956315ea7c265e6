import { cborMap, type CborMap } from '../cbor/value.ts'
import type { UserEntity } from '../credentials/credential.ts'

/** PublicKeyCredentialDescriptor of one credential. */
export const descriptorOf = (id: Uint8Array): CborMap =>
  cborMap([
    ['id', id],
    ['type', 'public-key'],
  ])

/** PublicKeyCredentialUserEntity with the members that are known. */
export const userMembers = ({ id, name, displayName }: UserEntity): CborMap =>
  cborMap([
    ['id', id],
    ['name', name],
    ['displayName', displayName],
  ])
