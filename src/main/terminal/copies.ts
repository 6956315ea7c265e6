import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { restoreDatabase } from '../store/backup.ts'
import type { Registry } from '../store/registry.ts'
import { UsageError, type TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'

/** `backup FILE`: a whole copy of the registry. */
export async function backup(
  registry: Registry,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const file = fileOf(options)
  await registry.copyTo(file)
  printer.result('backup', { file }, [
    `The registry was copied to ${file}.`,
    'What is sealed in it opens only with the key file (terminal.key) beside the registry.',
  ])
  return exitCodes.done
}

/** `restore FILE`: the copy in the place of the registry, which is kept beside it. */
export async function restore(
  dataDirectory: string,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const file = fileOf(options)
  await access(file).catch(() => {
    throw new UsageError(`There is no file ${file}.`)
  })
  const kept = await restoreDatabase(file, join(dataDirectory, 'registry.sqlite'), new Date())
  const before = kept === null ? [] : [`What was there before is in ${kept}.`]
  printer.result('restore', { file, kept }, [`The registry was restored from ${file}.`, ...before])
  return exitCodes.done
}

function fileOf({ command, argument }: TerminalOptions): string {
  if (argument !== null) return argument
  throw new UsageError(`${command} is followed by a file.`)
}
