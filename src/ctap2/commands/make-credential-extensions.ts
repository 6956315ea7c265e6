import { cborMap, type CborMap } from '../cbor.ts'

/** Extension inputs of authenticatorMakeCredential, by their identifiers (CTAP 2.2 §12). */
export interface MakeCredentialExtensions {
  /** 1: optional, 2: optional with credential id list, 3: user verification required (§12.1). */
  readonly credProtect?: 1 | 2 | 3
  /** Bytes stored with a discoverable credential, at most maxCredBlobLength (§12.2). */
  readonly credBlob?: Uint8Array
  /** A key for this credential's large blob comes back with the answer (§12.3). */
  readonly largeBlobKey?: boolean
  /** The key reports its minimum PIN length to relying parties on its list (§12.4). */
  readonly minPinLength?: boolean
  /** The key reports whether it enforces a PIN complexity policy (§12.6). */
  readonly pinComplexityPolicy?: boolean
  /** A secret is made with the credential, for `hmac-secret` in assertions (§12.7). */
  readonly 'hmac-secret'?: boolean
  /** The credential may serve payments of third parties (§12.10). */
  readonly thirdPartyPayment?: boolean
}

/** The map of extension inputs; undefined when none is asked for. */
export function encodeMakeCredentialExtensions(
  extensions: MakeCredentialExtensions | undefined,
): CborMap | undefined {
  const entries = Object.entries(extensions ?? {}).filter(([, value]) => value !== false)
  const inputs = cborMap(entries)
  return inputs.size > 0 ? inputs : undefined
}
