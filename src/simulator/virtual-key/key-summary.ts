import type { CborMap } from './cbor/value.ts'
import { coseKeyOf } from './crypto/signing-key.ts'
import type { KeyMemory } from './memory.ts'

/** What tests may look at; no secrets. */
export interface KeySummary {
  readonly hasPin: boolean
  readonly pinRetries: number
  readonly signCount: number
  readonly credentials: readonly CredentialSummary[]
}

export interface CredentialSummary {
  readonly rpId: string
  readonly userId: Uint8Array
  readonly credentialId: Uint8Array
  /** COSE_Key. */
  readonly publicKey: CborMap
}

export function summarize(memory: KeyMemory): KeySummary {
  return {
    hasPin: memory.pin !== undefined,
    pinRetries: memory.pinRetries,
    signCount: memory.signCount,
    credentials: memory.credentials.map(({ rpId, user, id, key }) => ({
      rpId,
      userId: user.id,
      credentialId: id,
      publicKey: coseKeyOf(key),
    })),
  }
}
