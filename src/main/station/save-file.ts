import { realpath, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileNotWritten } from '../store/file/file-fault.ts'
import type { Fact } from '../store/journal/entry.ts'
import { syncFolder } from '../system/write-whole.ts'
import type { StationEdges } from './edges.ts'
import { noteFile } from './note-file.ts'

/**
 * Writes beside the file and puts it there when it is whole: what was there is not lost to half of it.
 * The journal says so before anybody can have it; null where it was said already.
 */
export async function saveFile(
  edges: StationEdges,
  file: string,
  fact: Fact | null,
  fill: (part: string) => Promise<void>,
): Promise<void> {
  const part = `${file}.part`
  try {
    if (edges.folder !== null) await demandElsewhere(file, edges.folder)
    await rm(part, { force: true })
    await fill(part)
    if (fact !== null) await noteFile(edges, fact, file)
    await rename(part, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw fileNotWritten(file, error)
  }
}

/** Nothing is put among the station's own files, least of all over the registry. */
async function demandElsewhere(file: string, folder: string): Promise<void> {
  const [to, own] = await Promise.all([realpath(dirname(file)), realpath(folder)])
  if (to === own) throw Object.assign(new Error('own folder'), { code: 'own-folder' })
}
