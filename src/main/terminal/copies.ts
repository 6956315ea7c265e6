import { join } from 'node:path'
import { fill } from '../../shared/text/fill.ts'
import { writeNewFile } from '../file-fault.ts'
import { restoreDatabase } from '../store/backup.ts'
import type { Registry } from '../store/registry.ts'
import { checkNewFile, checkReadable } from './check-files.ts'
import type { TerminalOptions } from './options.ts'
import { exitCodes, type Printer } from './printer.ts'
import { UsageError } from './usage-error.ts'

/** `backup FILE`: a whole copy of the registry, into a new file. */
export async function backup(
  registry: Registry,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const file = fileOf(options)
  const { copied, keyFile } = printer.texts.terminal.notes
  await checkNewFile(file, printer.texts)
  // SQLite fills an empty file, and none that has something in it (VACUUM INTO).
  await writeNewFile(file, () => registry.copyTo(file))
  printer.result('backup', { file }, [fill(copied.detail, { file }), keyFile.detail])
  return exitCodes.done
}

/** `restore FILE`: the copy in the place of the registry, which is kept beside it. */
export async function restore(
  dataDirectory: string,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const file = fileOf(options)
  const { restored, keptBefore } = printer.texts.terminal.notes
  await checkReadable(file)
  const registry = join(dataDirectory, 'registry.sqlite')
  const kept = await restoreDatabase(file, registry, new Date(), { isPartEnough: options.yes })
  const before = kept === null ? [] : [fill(keptBefore.detail, { file: kept })]
  printer.result('restore', { file, kept }, [fill(restored.detail, { file }), ...before])
  return exitCodes.done
}

function fileOf({ command, argument }: TerminalOptions): string {
  if (argument !== null) return argument
  throw new UsageError('file-needed', { command })
}
