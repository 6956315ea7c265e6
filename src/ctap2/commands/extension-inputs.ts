import type { Authenticator } from '../authenticator.ts'
import { cborMap, type CborKey, type CborMap, type CborValue } from '../cbor.ts'
import type { TransactOptions } from '../hid/budget.ts'
import { prepareHmacSecret, type HmacSecret, type HmacSecretSalts } from '../pin/hmac-secret.ts'

/** Extension inputs of authenticatorMakeCredential, by their identifiers (CTAP 2.3 §12). */
export interface MakeCredentialExtensions {
  /** 1: optional, 2: optional with credential id list, 3: user verification required. */
  readonly credProtect?: 1 | 2 | 3
  /** Bytes stored with a discoverable credential, at most maxCredBlobLength. */
  readonly credBlob?: Uint8Array
  /** A key for this credential's large blob comes back with the answer. */
  readonly largeBlobKey?: true
  /** The key reports its minimum PIN length to relying parties on its list. */
  readonly minPinLength?: true
  /** The key reports whether it enforces a PIN complexity policy. */
  readonly pinComplexityPolicy?: true
  /** A secret is made with the credential, for hmac-secret in assertions. */
  readonly 'hmac-secret'?: true
  /** The same, and its first outputs at once. */
  readonly 'hmac-secret-mc'?: HmacSecretSalts
  /** The credential may serve payments of third parties. */
  readonly thirdPartyPayment?: true
}

/** Extension inputs of authenticatorGetAssertion, by their identifiers (CTAP 2.3 §12). */
export interface GetAssertionExtensions {
  /** The bytes stored with the credential come back in the authenticator data. */
  readonly credBlob?: true
  /** The key for this credential's large blob comes back with the assertion. */
  readonly largeBlobKey?: true
  /** Secrets made of salts, in `Assertion.hmacSecrets`. */
  readonly 'hmac-secret'?: HmacSecretSalts
  /** Whether the credential may serve payments of third parties. */
  readonly thirdPartyPayment?: true
}

/** Extension inputs ready to send; `hmacSecret` opens the answer of that extension. */
export interface EncodedExtensions {
  readonly inputs: CborMap | undefined
  readonly hmacSecret: HmacSecret | null
}

/** The extension inputs of makeCredential; agrees on a key when hmac-secret-mc needs one. */
export function encodeMakeCredentialExtensions(
  authenticator: Authenticator,
  extensions: MakeCredentialExtensions | undefined,
  options: TransactOptions,
): Promise<EncodedExtensions> {
  const { 'hmac-secret-mc': salts, ...plain } = extensions ?? {}
  // The standard has hmac-secret beside hmac-secret-mc (CTAP 2.2 §12.8).
  const members = salts ? { ...plain, 'hmac-secret': true } : plain
  return encodeExtensions(authenticator, members, 'hmac-secret-mc', salts, options)
}

/** The extension inputs of getAssertion; agrees on a key when hmac-secret needs one. */
export function encodeGetAssertionExtensions(
  authenticator: Authenticator,
  extensions: GetAssertionExtensions | undefined,
  options: TransactOptions,
): Promise<EncodedExtensions> {
  const { 'hmac-secret': salts, ...plain } = extensions ?? {}
  return encodeExtensions(authenticator, plain, 'hmac-secret', salts, options)
}

async function encodeExtensions(
  authenticator: Authenticator,
  plain: Readonly<Record<string, CborValue>>,
  name: 'hmac-secret' | 'hmac-secret-mc',
  salts: HmacSecretSalts | undefined,
  options: TransactOptions,
): Promise<EncodedExtensions> {
  const hmacSecret = salts ? await prepareHmacSecret(authenticator, name, salts, options) : null
  const entries: (readonly [CborKey, CborValue])[] = Object.entries(plain)
  if (hmacSecret) entries.push([name, hmacSecret.input])
  const inputs = cborMap(entries)
  return { inputs: inputs.size > 0 ? inputs : undefined, hmacSecret }
}
