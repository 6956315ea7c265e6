import { access, realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { registryIn } from '../../system/data-directory.ts'
import type { TerminalOptions } from '../options.ts'
import { terminalDirectory, windowDirectory } from '../paths.ts'
import { directoryOf } from '../places.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Which station is taken into which: one that is named into this one, and the terminal's own into the window's.
 * Throws UsageError where there are no two registries.
 */
export async function foldersToJoin(options: TerminalOptions) {
  const from = resolve(options.argument ?? terminalDirectory(process.platform, process.env))
  const usual = resolve(directoryOf(options))
  const isOwn = options.dataDirectory === null && (await isWithin(usual, from))
  const into = isOwn ? windowDirectory(process.platform, process.env) : usual
  if (await isWithin(into, from)) throw new UsageError('same-folder', { file: from })
  for (const folder of [from, into]) {
    await access(registryIn(folder)).catch(() => {
      throw new UsageError('no-registry', { file: folder })
    })
  }
  return { from, into }
}

/** Whether it is the folder itself, by whatever name, or is in it and would be put aside with it. */
async function isWithin(one: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([whereIs(one), whereIs(folder)])
  return `${inner}${sep}`.startsWith(`${outer}${sep}`)
}

const whereIs = async (folder: string): Promise<string> =>
  await realpath(folder).catch(() => folder)
