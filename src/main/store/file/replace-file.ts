import { link, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isThere } from '../../system/system-error.ts'
import { syncFolder } from '../../system/write-whole.ts'
import { sideFiles } from './new-registry.ts'
import { RegistryError, registryErrorOf } from './registry-error.ts'
import { mergeLog } from './sqlite.ts'
import { stampOf } from './stamp.ts'

/** Makes sure that nobody has a registry open that is to be replaced. Throws RegistryError `locked`. */
export async function demandFree(file: string): Promise<void> {
  if (await isThere(file)) await closeFile(file)
}

/** As `demandFree`, of one that is to stay as it is: where it is broken, that is told and its log is left. */
export async function demandClosed(file: string): Promise<void> {
  if (!(await isThere(file))) return
  await mergeLog(file).catch((error: unknown) => {
    throw registryErrorOf(error)
  })
}

/**
 * Puts a registry's file in the place of another that nobody has open, which is kept beside it under a dated
 * name; that is returned, null when there was none. At no moment is there no registry.
 */
export async function replaceFile(next: string, file: string, now: Date): Promise<string | null> {
  const aside = `${file}.${stampOf(now)}.replaced`
  const wasThere = await isThere(file)
  if (wasThere) await keepAs(aside, file)
  await dropLog(file)
  await rename(next, file)
  await syncFolder(dirname(file))
  return wasThere ? aside : null
}

/** A second name for it; where a file system has no such thing, it is moved, and for a moment is nowhere. */
async function keepAs(aside: string, file: string): Promise<void> {
  await link(file, aside).catch(() => rename(file, aside))
}

/** One that is broken is kept as it is. */
async function closeFile(file: string): Promise<void> {
  try {
    await mergeLog(file)
  } catch (error) {
    const known = registryErrorOf(error)
    if (!(known instanceof RegistryError) || known.reason !== 'corrupt') throw known
    await dropLog(file)
  }
}

/** SQLite would bring a log into whatever file stands beside it. */
async function dropLog(file: string): Promise<void> {
  for (const end of sideFiles) await rm(file + end, { force: true })
}
