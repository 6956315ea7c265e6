import { createHash, type X509Certificate } from 'node:crypto'
import type { KeyModel } from './mds-entry.ts'
import type { StoredMetadata } from './metadata-store.ts'
import type { TrustedRoot } from './roots.ts'
import type { TrustProblem } from './trust-error.ts'

/** What there is to say of the metadata that is kept. */
export interface MetadataSummary {
  readonly number: number
  /** `YYYY-MM-DD`. */
  readonly nextUpdate: string
  /** ISO 8601. */
  readonly importedAt: string
  /** Whole days since it was imported. */
  readonly ageDays: number
  /** The day of the next update has gone by. */
  readonly isOverdue: boolean
  /** Its signing certificate has expired since it was imported. */
  readonly isSignerExpired: boolean
  /** How many models it tells of, and how many of its entries could not be read. */
  readonly models: number
  readonly malformed: number
}

/** What a station trusts at one moment. */
export interface Trust {
  readonly roots: readonly TrustedRoot[]
  /** Those that were added to FIDO's own, for who signs metadata. */
  readonly metadataRoots: readonly TrustedRoot[]
  readonly metadata: MetadataSummary | null
  /** Not empty: something that was trusted can no longer be read. */
  readonly problems: readonly TrustProblem[]
  /** The model of an AAGUID in the form of a UUID; null when the metadata does not know it. */
  findModel(aaguid: string): KeyModel | null
  /** The model of a U2F key, by its attestation certificate. */
  findModelOf(certificate: X509Certificate): KeyModel | null
  nameOf(aaguid: string): string | null
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Joins what was read of a trust folder, as of `now`, milliseconds since 1970. */
export function createTrust(
  parts: Pick<Trust, 'roots' | 'metadataRoots' | 'problems'> & {
    readonly stored: StoredMetadata | null
  },
  now: number,
): Trust {
  const { roots, metadataRoots, problems, stored } = parts
  const findModel = (aaguid: string): KeyModel | null =>
    stored?.blob.byAaguid.get(aaguid.toLowerCase()) ?? null
  return {
    roots,
    metadataRoots,
    problems,
    metadata: stored && summarize(stored, now),
    findModel,
    findModelOf: (certificate) =>
      stored?.blob.byKeyIdentifier.get(keyIdentifierOf(certificate) ?? '') ?? null,
    nameOf: (aaguid) => findModel(aaguid)?.name ?? null,
  }
}

function summarize(stored: StoredMetadata, now: number): MetadataSummary {
  const { blob, importedAt, isSignerExpired } = stored
  const { number, nextUpdate, byAaguid, byKeyIdentifier, malformed } = blob
  return {
    number,
    nextUpdate,
    importedAt: new Date(importedAt).toISOString(),
    ageDays: Math.max(0, Math.floor((now - importedAt) / DAY_MS)),
    isOverdue: now >= Date.parse(nextUpdate) + DAY_MS,
    isSignerExpired,
    models: byAaguid.size + new Set(byKeyIdentifier.values()).size,
    malformed,
  }
}

/** SHA-1 of the public key's bits, for the P-256 keys of U2F (RFC 5280 §4.2.1.2, method 1). */
function keyIdentifierOf({ publicKey }: X509Certificate): string | null {
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null
  const { x, y } = publicKey.export({ format: 'jwk' })
  const point = [x, y].map((each) => Buffer.from(each ?? '', 'base64url'))
  return createHash('sha1')
    .update(Buffer.concat([Uint8Array.of(0x04), ...point]))
    .digest('hex')
}
