import { X509Certificate } from 'node:crypto'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import { decodeText } from '../system/read-text-file.ts'
import { findPath } from './certificate-path.ts'
import { indexModels, type ModelIndex } from './mds-entry.ts'
import { TrustError } from './trust-error.ts'

/** A metadata blob whose signature was verified. */
export interface MetadataBlob extends ModelIndex {
  /** Grows with each issue. */
  readonly number: number
  /** `YYYY-MM-DD`: the day by which FIDO means to issue the next. */
  readonly nextUpdate: string
}

/** Who may sign a blob. */
export interface BlobSigner {
  readonly roots: readonly X509Certificate[]
  /** The DNS name of the signing certificate. */
  readonly name: string
}

/** The most a blob may have, in bytes; FIDO's has about ten million. */
export const MOST_BLOB_BYTES = 32 * 1024 * 1024

/** Who signs FIDO's own blob (MDS v3.1 §3.1.8), but for the root. */
export const FIDO_SIGNER_NAME = 'mds.fidoalliance.org'

const SIGNATURE_ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 Ed25519 EdDSA'

const headerSchema = z.looseObject({ x5c: z.array(z.base64()).min(1) })

const payloadSchema = z.looseObject({
  no: z.int().nonnegative(),
  nextUpdate: z.iso.date(),
  entries: z.array(z.unknown()),
})

/**
 * Reads a FIDO metadata blob and verifies chain, signer and signature as of `at`, milliseconds since
 * 1970 (MDS v3.1 §3.1.8, without revocation lists). Throws a TrustError.
 */
export async function readBlob(
  bytes: Uint8Array,
  signer: BlobSigner,
  at: number,
): Promise<MetadataBlob> {
  if (bytes.length > MOST_BLOB_BYTES) throw new TrustError('too-large')
  const text = decodeText(bytes)?.trim()
  if (text === undefined) throw new TrustError('not-a-blob')
  const certificates = readChain(text)
  const path = findPath(certificates, signer.roots, at)
  if (!path.ok) throw new TrustError(path.reason)
  // A maker's anchor stands for keys that were sold long ago; this one signs every few weeks.
  if (path.isAnchorExpired) throw new TrustError('expired-certificate')
  const [leaf] = path.path
  const isSigner = leaf?.checkHost(signer.name, { wildcards: false }) !== undefined
  if (leaf === undefined || !isSigner) throw new TrustError('other-signer')
  const { no, nextUpdate, entries } = parsePayload(await verifySignature(text, leaf))
  return { number: no, nextUpdate, ...indexModels(entries) }
}

function readChain(text: string): X509Certificate[] {
  const header = headerSchema.safeParse(readHeader(text))
  if (!header.success) throw new TrustError('no-certificate', { cause: header.error })
  try {
    return header.data.x5c.map((each) => new X509Certificate(Buffer.from(each, 'base64')))
  } catch (error) {
    throw new TrustError('no-certificate', { cause: error })
  }
}

function readHeader(text: string): unknown {
  try {
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return decodeProtectedHeader(text)
  } catch (error) {
    throw new TrustError('not-a-blob', { cause: error })
  }
  throw new TrustError('not-a-blob')
}

async function verifySignature(text: string, leaf: X509Certificate): Promise<Uint8Array> {
  try {
    return (
      await compactVerify(text, leaf.publicKey, { algorithms: SIGNATURE_ALGORITHMS.split(' ') })
    ).payload
  } catch (error) {
    throw new TrustError('signature', { cause: error })
  }
}

function parsePayload(payload: Uint8Array): z.output<typeof payloadSchema> {
  try {
    return payloadSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch (error) {
    throw new TrustError('not-a-blob', { cause: error })
  }
}
