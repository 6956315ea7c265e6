import type { CborMap } from '../cbor.ts'
import { KeyProtocolError } from '../errors.ts'
import { importCoseKey, type CredentialPublicKey } from './cose-key.ts'

/** A check that failed, with its reason in a few words for a log. */
export interface Invalid {
  readonly valid: false
  readonly reason: string
}

/** Runs checks that throw KeyProtocolError or a Rejection, and makes a verdict of it. */
export function verdictOf<T extends { readonly valid: boolean }>(check: () => T): T | Invalid {
  try {
    return check()
  } catch (error) {
    if (error instanceof Rejection) return { valid: false, reason: error.message }
    if (error instanceof KeyProtocolError) return { valid: false, reason: error.message }
    throw error
  }
}

/** The reason a check fails for; never leaves this folder. */
export class Rejection extends Error {}

/** Throws a Rejection unless the condition holds. */
export function demand(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new Rejection(reason)
}

/** A public key in either form a caller may have it. */
export function publicKeyOf(key: CborMap | CredentialPublicKey): CredentialPublicKey {
  return 'alg' in key ? key : importCoseKey(key)
}
