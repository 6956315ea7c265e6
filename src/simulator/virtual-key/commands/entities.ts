import { asBytes, asText, optional, required } from '../cbor/members.ts'
import { cborMap, type CborMap } from '../cbor/value.ts'
import type { UserEntity } from '../credentials/credential.ts'
import { refuse, Status } from '../status.ts'

/** PublicKeyCredentialDescriptor of one credential. */
export const descriptorOf = (id: Uint8Array): CborMap =>
  cborMap([
    ['id', id],
    ['type', 'public-key'],
  ])

/** PublicKeyCredentialUserEntity with the members that are known. */
export const userMembers = ({ id, name, displayName, icon }: UserEntity): CborMap =>
  cborMap([
    ['id', id],
    ['name', name],
    ['displayName', displayName],
    ['icon', icon],
  ])

/** PublicKeyCredentialUserEntity as a request has it. */
export function readUser(user: CborMap): UserEntity {
  const id = required(user, 'id', asBytes)
  if (id.length > 64) refuse(Status.invalidLength)
  const name = optional(user, 'name', asText)
  const displayName = optional(user, 'displayName', asText)
  const icon = optional(user, 'icon', asText)
  return {
    id,
    ...(name !== undefined && { name }),
    ...(displayName !== undefined && { displayName }),
    ...(icon !== undefined && { icon }),
  }
}
