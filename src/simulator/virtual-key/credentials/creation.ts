import type { Authenticator } from '../authenticator.ts'
import { isSame } from '../bytes.ts'
import { generateSigningKey, type Algorithm } from '../crypto/signing-key.ts'
import { refuse, Status } from '../status.ts'
import type { Credential, CredProtect, StoredCredential, UserEntity } from './credential.ts'
import { sealCredential } from './sealed-credential.ts'

export interface CredentialWish {
  readonly rp: { readonly id: string; readonly name: string | undefined }
  readonly rpIdHash: Uint8Array
  readonly user: UserEntity
  readonly algorithm: Algorithm
  readonly isDiscoverable: boolean
  readonly extensions: {
    readonly credProtect: CredProtect | undefined
    readonly credBlob: Uint8Array | undefined
    readonly isLargeBlobKeyAsked: boolean
  }
}

const CREDENTIAL_ID_LENGTH = 32

/** A new credential, and the record of it when it is one to remember. */
export function createCredential(
  key: Authenticator,
  wish: CredentialWish,
): { readonly credential: Credential; readonly stored: StoredCredential | undefined } {
  const credProtect = wish.extensions.credProtect ?? 1
  const madeAt = key.memory.signCount
  const signingKey = generateSigningKey(wish.algorithm, key.random)
  if (!wish.isDiscoverable) {
    const content = { key: signingKey, credProtect, madeAt }
    const credential = sealCredential(key.memory.master, wish.rpIdHash, content, key.random)
    return { credential, stored: undefined }
  }
  const stored: StoredCredential = {
    id: key.random(CREDENTIAL_ID_LENGTH),
    key: signingKey,
    credProtect,
    madeAt,
    rpId: wish.rp.id,
    rpName: wish.rp.name,
    user: wish.user,
    credBlob: acceptCredBlob(key, wish.extensions.credBlob),
    largeBlobKey: wish.extensions.isLargeBlobKeyAsked ? key.random(32) : undefined,
  }
  return { credential: stored, stored }
}

function acceptCredBlob(key: Authenticator, blob: Uint8Array | undefined): Uint8Array | undefined {
  return blob && blob.length <= key.profile.maxCredBlobLength ? blob : undefined
}

/** Remembers a credential in place of the one this user had there (section 6.1.2 step 16). */
export function storeCredential(key: Authenticator, credential: StoredCredential): void {
  const others = key.memory.credentials.filter(
    ({ rpId, user }) => rpId !== credential.rpId || !isSame(user.id, credential.user.id),
  )
  if (others.length >= key.profile.credentialCapacity) refuse(Status.keyStoreFull)
  key.memory.credentials = [...others, credential]
}
