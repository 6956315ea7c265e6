import type { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { readWithin } from '../system/read-text-file.ts'
import { fetchWithin, isAddress } from './fetch-within.ts'
import { fidoRoots } from './fido-roots.ts'
import { FIDO_SIGNER_NAME, MOST_BLOB_BYTES } from './mds-blob.ts'
import { openMetadataStore } from './metadata-store.ts'
import {
  MOST_ROOT_BYTES,
  readRoots,
  writeRoots,
  type RootPurpose,
  type TrustedRoot,
} from './roots.ts'
import { diskFolder, memoryFolder } from './trust-folder.ts'
import { createTrust, type Trust } from './trust.ts'

/** What a station trusts, kept in the folder `trust` of its data directory. */
export interface TrustStore {
  /**
   * What is trusted now. Metadata is read and verified at the first call, and kept in memory. Never
   * throws for what lies in the folder: see `problems`.
   */
  read(): Promise<Trust>
  /** Trusts the certificates of a PEM bundle or DER file from now on. Throws a TrustError, or a TextFileError. */
  addRoots(file: string): Promise<readonly TrustedRoot[]>
  /** As addRoots, for who may have issued the certificate that signs metadata, beside FIDO's roots. */
  addMetadataRoots(file: string): Promise<readonly TrustedRoot[]>
  /**
   * Takes a FIDO metadata blob from a file or an https address, unless it is older than any before.
   * Throws a TrustError, or a TextFileError for the file; what was there stays.
   */
  importMetadata(source: string): Promise<Trust>
}

/** What a trust store takes from outside. */
export interface TrustEdges {
  readonly now: () => number
  readonly fetch: typeof fetch
  /** Roots under which a blob may be signed, in the place of FIDO's own. */
  readonly blobRoots?: readonly X509Certificate[]
  /** The name of the signing certificate, in the place of FIDO's own. */
  readonly blobSigner?: string
  /** How long the download of a blob may take. Default two minutes. */
  readonly timeLimitMs?: number
}

const TWO_MINUTES_MS = 120_000

/** Opens the trust of a data directory; null keeps it in memory. Nothing is read yet. */
export function openTrustStore(dataDirectory: string | null, edges: TrustEdges): TrustStore {
  const { now, timeLimitMs = TWO_MINUTES_MS } = edges
  const folder = dataDirectory === null ? memoryFolder() : diskFolder(join(dataDirectory, 'trust'))
  const usual = edges.blobRoots ?? fidoRoots()
  const signer = async () => {
    const added = (await readRoots(folder, 'metadata')).roots
    const roots = [...usual, ...added.map(({ certificate }) => certificate)]
    return { roots, name: edges.blobSigner ?? FIDO_SIGNER_NAME }
  }
  const metadata = openMetadataStore(folder, signer, now)
  const limits = { mostBytes: MOST_BLOB_BYTES, timeLimitMs }

  async function read(): Promise<Trust> {
    const [own, ofMetadata, { stored, problem }] = await Promise.all([
      readRoots(folder, 'keys'),
      readRoots(folder, 'metadata'),
      metadata.state(),
    ])
    const problems = [...own.problems, ...ofMetadata.problems, ...(problem ? [problem] : [])]
    const { roots } = own
    return createTrust({ roots, metadataRoots: ofMetadata.roots, stored, problems }, now())
  }

  const add = async (purpose: RootPurpose, file: string) =>
    writeRoots(folder, purpose, await readWithin(file, MOST_ROOT_BYTES))

  return {
    read,
    addRoots: (file) => add('keys', file),
    addMetadataRoots: (file) => add('metadata', file),
    async importMetadata(source) {
      const bytes = isAddress(source)
        ? await fetchWithin(edges.fetch, source, limits)
        : await readWithin(source, limits.mostBytes)
      await metadata.take(bytes)
      return read()
    },
  }
}
