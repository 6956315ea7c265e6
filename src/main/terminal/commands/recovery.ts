import { fill } from '../../../shared/text/fill.ts'
import type { Workplace } from '../../desk/facts.ts'
import { noteFile } from '../../station/note-file.ts'
import { saveRecoveryKey } from '../../station/station-key/save-recovery-key.ts'
import { writeNewFile } from '../../store/file/file-fault.ts'
import type { TerminalOptions } from '../options.ts'
import { registryOf } from '../places.ts'
import { exitCodes, type Printer } from '../printing/printer.ts'
import { UsageError } from '../usage-error.ts'
import { checkNewFile } from './check-files.ts'

/** `recovery-key FILE`: a new recovery key, into a new file. The one before opens no later backup. */
export async function recoveryKey(
  workplace: Workplace,
  options: TerminalOptions,
  printer: Printer,
): Promise<number> {
  const { argument: file, command } = options
  if (file === null) throw new UsageError('file-needed', { command })
  await checkNewFile(file, printer.texts)
  const { secrets } = registryOf(options)
  await saveRecoveryKey(workplace, secrets, file, async (sheet) => {
    await noteFile(workplace, 'recovery-key-made', file)
    await writeNewFile(file, (handle) => handle.writeFile(sheet))
  })
  const { notes } = printer.texts.terminal
  printer.result('recovery-key', { file }, [fill(notes.recoveryKey.detail, { file })])
  return exitCodes.done
}
