import { concat, fromHex } from './bytes.ts'
import { sha256 } from './crypto/digest.ts'
import type { StoredCredential } from './credentials/credential.ts'
import type { Random } from './random.ts'

export const PIN_RETRIES = 8

/** Wrong fingers before only the PIN helps. */
export const UV_RETRIES = 5

export interface Fingerprint {
  readonly templateId: Uint8Array
  readonly friendlyName: string
}

export interface PinRecord {
  /** The first 16 bytes of SHA-256 of the PIN. */
  readonly hash: Uint8Array
  readonly codePoints: number
}

/** What the key remembers without power. */
export interface KeyMemory {
  pin: PinRecord | undefined
  pinRetries: number
  isPinChangeForced: boolean
  minPinLength: number
  minPinLengthRpIds: readonly string[]
  fingerprints: readonly Fingerprint[]
  uvRetries: number
  isAlwaysUv: boolean
  isEnterpriseAttestationOn: boolean
  credentials: readonly StoredCredential[]
  /** The serialized large-blob array with its checksum (section 6.10.2). */
  largeBlobs: Uint8Array
  signCount: number
  /** Seals credentials that are not remembered, and feeds hmac-secret. */
  master: Uint8Array
}

/** An empty CBOR array and the first half of its SHA-256. */
export const EMPTY_LARGE_BLOBS = withChecksum(fromHex('80'))

export function blankMemory(random: Random): KeyMemory {
  return {
    pin: undefined,
    pinRetries: PIN_RETRIES,
    isPinChangeForced: false,
    minPinLength: 4,
    minPinLengthRpIds: [],
    fingerprints: [],
    uvRetries: UV_RETRIES,
    isAlwaysUv: false,
    isEnterpriseAttestationOn: false,
    credentials: [],
    largeBlobs: EMPTY_LARGE_BLOBS,
    signCount: 0,
    master: random(32),
  }
}

function withChecksum(array: Uint8Array): Uint8Array {
  return concat(array, sha256(array).slice(0, 16))
}
