import { mkdir, readdir, readFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../../system/system-error.ts'
import { writeNew } from '../../../system/write-whole.ts'
import type { Place } from '../entry.ts'
import type { HeadSigner } from '../head.ts'
import { readCheckpoint, writeCheckpoint, originOfKey } from './checkpoint.ts'

const ending = '.checkpoint'
/** A checkpoint is some 250 characters; what is longer is none. */
const longest = 4_096
/** Whoever may look into the folder may hold the journal against it. */
const forEverybody = 0o666

/**
 * Writes where the journal stands into a new file of a folder: a share, a stick, wherever the station's own
 * account cannot take it back. A place that is already there is not written again.
 */
export async function leaveCheckpoint(
  folder: string,
  place: Place,
  signer: HeadSigner,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const name = fileNameOf(signer.publicKey, place)
  const fill = (handle: FileHandle) => handle.writeFile(writeCheckpoint(place, signer))
  await writeNew(join(folder, name), fill, forEverybody).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  return name
}

/** In the order of the journal, also in a listing by name. */
function fileNameOf(publicKey: Uint8Array, { seq, hash }: Place): string {
  const [, station = ''] = originOfKey(publicKey).split('/')
  return `${station}-${String(seq).padStart(12, '0')}-${hash.slice(0, 8)}${ending}`
}

/** What a folder holds of one station's journal, and which files there hold nothing that was signed by it. */
export interface CheckpointsFound {
  readonly places: readonly Place[]
  readonly unsigned: readonly string[]
}

/** Reads the checkpoints of one station (SPKI DER); other stations' are left alone. */
export async function readCheckpoints(
  folder: string,
  publicKey: Uint8Array,
): Promise<CheckpointsFound> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted()
  const places: Place[] = []
  const unsigned: string[] = []
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8')
    const found = text.length > longest ? null : readCheckpoint(text, publicKey)
    if (found?.isSigned) places.push(found.checkpoint)
    else if (!found || found.checkpoint.origin === originOfKey(publicKey)) unsigned.push(name)
  }
  return { places, unsigned }
}
