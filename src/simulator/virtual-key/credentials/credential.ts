import type { SigningKey } from '../crypto/signing-key.ts'

export interface UserEntity {
  readonly id: Uint8Array
  readonly name?: string
  readonly displayName?: string
  /** A member of CTAP 2.0 that platforms no longer send. */
  readonly icon?: string
}

/** credProtect's levels (section 12.1): 1 optional, 2 with the credential's id, 3 always verified. */
export type CredProtect = 1 | 2 | 3

/** A credential as getAssertion needs it, whether it was stored or came back sealed in its own id. */
export interface Credential {
  readonly id: Uint8Array
  readonly key: SigningKey
  readonly credProtect: CredProtect
  /** The signature counter when it was made: the higher, the newer. */
  readonly madeAt: number
}

/** A discoverable credential: one of those the key itself remembers. */
export interface StoredCredential extends Credential {
  readonly rpId: string
  readonly rpName: string | undefined
  readonly user: UserEntity
  readonly credBlob: Uint8Array | undefined
  readonly largeBlobKey: Uint8Array | undefined
}

export const isStored = (credential: Credential): credential is StoredCredential =>
  'rpId' in credential
