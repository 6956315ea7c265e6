import { createHash } from 'node:crypto'
import type { CborMap } from '../cbor.ts'
import {
  parseAuthenticatorData,
  type AuthenticatorData,
  type AuthenticatorDataOptions,
} from './authenticator-data.ts'
import type { CredentialPublicKey } from './cose-key.ts'
import { demand, publicKeyOf, verdictOf, type Invalid } from './verdict.ts'
import { verifySignature } from './verify-signature.ts'

/** An assertion to be checked against the public key of its credential (WebAuthn 3 §7.2). */
export interface AssertionCheck extends AuthenticatorDataOptions {
  /** The COSE_Key of the credential, or what `importCoseKey` made of it. */
  readonly publicKey: CborMap | CredentialPublicKey
  readonly authenticatorData: Uint8Array
  readonly clientDataHash: Uint8Array
  readonly signature: Uint8Array
  /** The rpId, or its SHA-256. */
  readonly rpId: string | Uint8Array
  /** Whether the flags must say that the user was present. Default true. */
  readonly requireUserPresence?: boolean
  /** Whether the flags must say that the user was verified. Default false. */
  readonly requireUserVerification?: boolean
}

/** The verdict on an assertion: valid with its data, or the reason why not. */
export type AssertionVerdict =
  { readonly valid: true; readonly authenticatorData: AuthenticatorData } | Invalid

/** Checks rpIdHash, flags and signature of an assertion (WebAuthn 3 §7.2, steps 15 to 23). */
export function verifyAssertion(check: AssertionCheck): AssertionVerdict {
  return verdictOf(() => {
    const authenticatorData = parseAuthenticatorData(check.authenticatorData, check)
    const { flags, rpIdHash } = authenticatorData
    demand(isHashOf(rpIdHash, check.rpId), 'rpIdHash is not of this relying party')
    demand(flags.up || check.requireUserPresence === false, 'the user was not present')
    demand(flags.uv || check.requireUserVerification !== true, 'the user was not verified')
    demand(flags.be || !flags.bs, 'backed up without being eligible for it')
    const signed = new Uint8Array([...check.authenticatorData, ...check.clientDataHash])
    const publicKey = publicKeyOf(check.publicKey)
    demand(verifySignature(publicKey, signed, check.signature), 'the signature is wrong')
    return { valid: true, authenticatorData }
  })
}

/** Whether bytes are the SHA-256 of an rpId, or that hash itself. */
export function isHashOf(hash: Uint8Array, rpId: string | Uint8Array): boolean {
  if (typeof rpId !== 'string') return Buffer.compare(hash, rpId) === 0
  return createHash('sha256').update(rpId).digest().equals(hash)
}
