import { z } from 'zod'
import { readBlob, type BlobSigner, type MetadataBlob } from './mds-blob.ts'
import { faultOf, TrustError, type TrustProblem } from './trust-error.ts'
import type { TrustFolder } from './trust-folder.ts'

/** The blob that is kept. */
export interface StoredMetadata {
  readonly blob: MetadataBlob
  /** Milliseconds since 1970. */
  readonly importedAt: number
  /** Its signing chain was within its dates when it was imported, and is not any more. */
  readonly isSignerExpired: boolean
}

/** What is kept, and what is wrong with it; both null: nothing was imported yet. */
export interface MetadataState {
  readonly stored: StoredMetadata | null
  readonly problem: TrustProblem | null
}

/** The newest metadata blob, kept between starts. */
export interface MetadataStore {
  /** Read and verified when it is first asked for. */
  state(): Promise<MetadataState>
  /** Takes a blob that is not older than any before; throws a TrustError and keeps what it had. */
  take(bytes: Uint8Array): Promise<void>
}

interface Kept extends MetadataState {
  /** The largest number ever taken, whether or not its blob can still be read. */
  readonly number: number
}

const BLOB = 'metadata.jwt'
const RECORD = 'metadata.json'

const recordSchema = z.object({ number: z.int().nonnegative(), importedAt: z.iso.datetime() })

type ImportRecord = z.output<typeof recordSchema>

/** Opens the store of a folder; nothing is read yet. Who may sign is asked each time it matters. */
export function openMetadataStore(
  folder: TrustFolder,
  signer: () => Promise<BlobSigner>,
  now: () => number,
): MetadataStore {
  let kept: Promise<Kept> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const read = (): Promise<Kept> =>
    (kept ??= signer()
      .then((who) => readKept(folder, who, now()))
      .then((found) => {
        // What could not be read may be there at the next look.
        if (found.problem !== null) kept = undefined
        return found
      }))

  async function take(bytes: Uint8Array): Promise<void> {
    const before = await read()
    const importedAt = now()
    const blob = await readBlob(bytes, await signer(), importedAt)
    if (blob.number < before.number) throw new TrustError('older')
    if (blob.number === before.stored?.blob.number && !before.stored.isSignerExpired) return
    const record: ImportRecord = {
      number: blob.number,
      importedAt: new Date(importedAt).toISOString(),
    }
    // The blob first: a record that is behind its blob is harmless, one that is ahead is a rollback.
    await folder.write(BLOB, bytes)
    kept = undefined
    await folder.write(RECORD, Buffer.from(JSON.stringify(record)))
    const stored = { blob, importedAt, isSignerExpired: false }
    kept = Promise.resolve({ stored, problem: null, number: blob.number })
  }

  return {
    state: read,
    // One after the other, or two at once could both be newer than what was there.
    take: (bytes) =>
      (turn = turn.catch(() => undefined).then(() => take(bytes))).then(() => undefined),
  }
}

/**
 * Copies the blob of another folder where there is none, with what is remembered of it; it is verified when it
 * is read. `note` is told its number before.
 */
export async function takeMetadata(
  from: TrustFolder,
  into: TrustFolder,
  note: (number: number) => Promise<void>,
): Promise<void> {
  const isThere = (await into.read(BLOB)) !== null || (await into.read(RECORD)) !== null
  const bytes = await from.read(BLOB)
  const record = await readRecord(from).catch(() => null)
  if (isThere || bytes === null || record === null) return
  await note(record.number)
  await into.write(BLOB, bytes)
  await into.write(RECORD, Buffer.from(JSON.stringify(record)))
}

/** Never throws for what is in the folder: a station with broken metadata starts, and says so. */
async function readKept(folder: TrustFolder, signer: BlobSigner, now: number): Promise<Kept> {
  let number = 0
  try {
    const record = await readRecord(folder)
    number = record?.number ?? 0
    const bytes = await folder.read(BLOB)
    if (bytes === null && record === null) return { stored: null, problem: null, number }
    if (bytes === null) throw new TrustError('missing')
    const importedAt = record === null ? now : Date.parse(record.importedAt)
    const stored = await readStored(bytes, signer, { importedAt, now })
    if (stored.blob.number < number) throw new TrustError('older')
    return { stored, problem: null, number: stored.blob.number }
  } catch (error) {
    return { stored: null, problem: { file: BLOB, reason: faultOf(error) }, number }
  }
}

async function readRecord(folder: TrustFolder): Promise<ImportRecord | null> {
  const bytes = await folder.read(RECORD)
  if (bytes === null) return null
  try {
    return recordSchema.parse(JSON.parse(Buffer.from(bytes).toString()))
  } catch (error) {
    throw new TrustError('unreadable', { cause: error })
  }
}

/** A signing chain that has expired since is tolerated: it was good when the blob was taken. */
async function readStored(
  bytes: Uint8Array,
  signer: BlobSigner,
  times: { readonly importedAt: number; readonly now: number },
): Promise<StoredMetadata> {
  const { importedAt, now } = times
  try {
    return { blob: await readBlob(bytes, signer, now), importedAt, isSignerExpired: false }
  } catch (error) {
    if (faultOf(error) !== 'expired-certificate') throw error
    return { blob: await readBlob(bytes, signer, importedAt), importedAt, isSignerExpired: true }
  }
}
