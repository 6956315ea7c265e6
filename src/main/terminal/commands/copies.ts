import { fill } from '../../../shared/text/fill.ts'
import type { Workplace } from '../../desk/facts.ts'
import { noteFile } from '../../station/note-file.ts'
import { writeNewFile } from '../../store/file/file-fault.ts'
import type { TerminalOptions } from '../options.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { UsageError } from '../usage-error.ts'
import { checkNewFile } from './check-files.ts'

/** `backup FILE`: a whole copy of the registry, into a new file. The copy knows that it was made. */
export async function backup(
  workplace: Workplace,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const file = options.argument
  if (file === null) throw new UsageError('file-needed', { command: options.command })
  const { copied, keyFile } = printer.texts.terminal.notes
  await checkNewFile(file, printer.texts)
  await noteFile(workplace, 'registry-copied', file)
  // SQLite fills an empty file, and none that has something in it (VACUUM INTO).
  await writeNewFile(file, () => workplace.registry.copyTo(file))
  printer.result('backup', { file }, [fill(copied.detail, { file }), keyFile.detail])
  return exitCodes.done
}
